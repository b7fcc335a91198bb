"""Finding the commodity someone means, written the way people write.

Knows names, other names and near misses. `find_commodity` answers only when there is no doubt;
`suggest_commodities` offers the nearest and leaves the choice to the person.
"""

import re

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from jejaring.catalogue.model import Catalogue
from jejaring.catalogue.names import Names, fold

SHORTEST_WITH_TYPO = 6
"""Letters: shorter names are not matched with a typo, as one letter makes another word (kol, sol)."""
SHARED_WORDS = 0.8
"""How much likeness counts that rests on some shared words only: `kopi mas` is like every coffee."""
CONTAINED = 90.0
"""Likeness (0-100) at least of a name that holds every word of the text: `gabah` is paddy before pottery."""


def find_commodity(text: str, catalogue: Catalogue) -> str | None:
    """The one commodity `text` names, or None.

    Tried in turn: an id or name in either language, one of its other names, the same words in another
    order, and a name of at least six letters with one letter wrong, if that points to one commodity only.
    What stands in brackets may be left out: `Gabah kering giling (GKG)`.
    """
    without_brackets = re.sub(r"\([^)]*\)", " ", text)
    return _find(fold(text), catalogue.names) or _find(fold(without_brackets), catalogue.names)


def suggest_commodities(text: str, catalogue: Catalogue, count: int = 3) -> list[str]:
    """Ids of the `count` commodities whose id or names are nearest to `text`, nearest first."""
    wanted = fold(text)
    words = set(wanted.split())
    best: dict[str, float] = {}
    for name, commodity in catalogue.names.pairs:
        likeness = max(
            fuzz.ratio(wanted, name),
            fuzz.token_sort_ratio(wanted, name),
            SHARED_WORDS * fuzz.token_set_ratio(wanted, name),
        )
        if words and words <= set(name.split()):
            likeness = max(likeness, CONTAINED)
        best[commodity] = max(best.get(commodity, 0.0), likeness)
    return sorted(best, key=lambda commodity: -best[commodity])[:count]


def _find(wanted: str, names: Names) -> str | None:
    if not wanted:
        return None
    if wanted in names.exact:
        return names.exact[wanted]
    same_words = names.words.get(tuple(sorted(wanted.split())), frozenset())
    if len(same_words) == 1:
        return next(iter(same_words))
    if len(wanted) < SHORTEST_WITH_TYPO:
        return None
    one_letter_off = {
        commodity
        for name, commodity in names.pairs
        if DamerauLevenshtein.distance(wanted, name, score_cutoff=1) <= 1
    }
    return one_letter_off.pop() if len(one_letter_off) == 1 else None
