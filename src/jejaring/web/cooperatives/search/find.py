"""Find cooperatives by what somebody typed.

1. Words that tell nothing are dropped, misspelt ones are replaced by the words of the register they are like.
2. The rarest word is looked up in the index; the others must be there as well.
3. When no cooperative has them all, fewer words are asked for, and the answer says so.
4. What was found is ordered: words in the name before words in the place, names like what was typed first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Exists, OuterRef, QuerySet
from rapidfuzz import fuzz

from jejaring.catalogue.names import fold
from jejaring.web.cooperatives.models import Cooperative, SearchWord
from jejaring.web.cooperatives.search.vocabulary import Vocabulary, vocabulary
from jejaring.web.cooperatives.search.words import SHORTEST

MOST = 300
"""Cooperatives looked at more closely, and shown at most."""
MOST_WORDS = 8
LONGEST_TEXT = 200
NUMBER = re.compile(r"[\d\s.-]{10,24}")
"""What looks like a NIK."""


@dataclass(frozen=True)
class Found:
    """What was found, best first, and for which words."""

    keys: list[int]
    """Of the cooperatives."""
    asked: str
    """The words looked for, in their order, as the register spells the likest."""
    corrected: bool
    """Whether a word was replaced by another."""
    dropped: tuple[str, ...]
    """Words that nothing was found with."""
    more: bool
    """Whether there are more than were looked at."""

    def cooperatives(self, first: int = 0, last: int = MOST) -> list[Cooperative]:
        """Those from one place in their order to before another."""
        keys = self.keys[first:last]
        found = Cooperative.objects.in_bulk(keys)
        return [found[key] for key in keys if key in found]


@dataclass(frozen=True)
class _Term:
    word: str
    """As typed."""
    variants: tuple[str, ...]
    cooperatives: int
    """How many have one of the variants, when last counted."""


def find(among: QuerySet[Cooperative], text: str) -> Found | None:
    """The cooperatives among these that a text names, at most `MOST`; None where the text tells nothing."""
    text = text[:LONGEST_TEXT]
    if NUMBER.fullmatch(text.strip()):
        keys = list(among.filter(nik=re.sub(r"\D", "", text)).values_list("pk", flat=True)[:1])
        return Found(keys, text.strip(), False, (), False)
    terms = _terms(text, vocabulary())
    if not terms:
        return None
    for asked in _fewer_and_fewer(terms):
        candidates = _having(among, asked)
        if candidates:
            break
    return Found(
        keys=_ordered(candidates[:MOST], asked),
        asked=" ".join(term.variants[0] for term in asked),
        corrected=any(term.word not in term.variants for term in asked),
        dropped=tuple(term.word for term in terms if term not in asked),
        more=len(candidates) > MOST,
    )


def _terms(text: str, known: Vocabulary) -> list[_Term]:
    words = [word for word in dict.fromkeys(fold(text).split()) if len(word) >= SHORTEST]
    telling = [word for word in words if not known.says_nothing(word)][:MOST_WORDS]
    terms = []
    for word in telling:
        variants = tuple(known.variants(word, unfinished=word == telling[-1]))
        terms.append(_Term(word, variants, sum(known.counts.get(each, 0) for each in variants)))
    return terms


def _fewer_and_fewer(terms: list[_Term]) -> Iterator[list[_Term]]:
    """All words; all but one, the commonest first to go; then each alone, the rarest first."""
    yield terms
    known = [term for term in terms if term.cooperatives]
    if len(known) < len(terms) and known:
        yield known
    if len(known) > 2:
        yield from map(list, combinations(sorted(known, key=lambda term: term.cooperatives), len(known) - 1))
    if len(known) > 1:
        yield from ([term] for term in sorted(known, key=lambda term: term.cooperatives))


def _having(among: QuerySet[Cooperative], terms: list[_Term]) -> list[int]:
    """Cooperatives with a variant of every term, short names first; one more than `MOST` if there are."""
    if not all(term.cooperatives for term in terms):
        return []
    rarest, *others = sorted(terms, key=lambda term: term.cooperatives)
    rows = SearchWord.objects.filter(word__in=rarest.variants)
    for term in others:
        same = SearchWord.objects.filter(word__in=term.variants, cooperative=OuterRef("cooperative"))
        rows = rows.filter(Exists(same))
    if among.query.where:
        # One by one for the rows with the rarest word: a list of all that pass would cost more.
        rows = rows.filter(Exists(among.order_by().filter(pk=OuterRef("cooperative"))))
    most = (MOST + 1) * len(rarest.variants)  # a cooperative may have several variants
    keys = dict.fromkeys(rows.order_by("rank").values_list("cooperative_id", flat=True)[:most])
    return list(keys)[: MOST + 1]


def _ordered(keys: list[int], terms: list[_Term]) -> list[int]:
    """Those that are still there, the likest first."""
    wanted = " ".join(term.variants[0] for term in terms)

    def likeness(named_so: tuple[int, str]) -> tuple[float, float, str]:
        words = fold(named_so[1]).split()
        named = sum(bool(set(term.variants[:1]) & set(words)) for term in terms)
        loosely = sum(bool(set(term.variants) & set(words)) for term in terms)
        return -(named + loosely), -fuzz.token_sort_ratio(wanted, " ".join(words)), named_so[1]

    names = Cooperative.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "name")
    return [key for key, _name in sorted(names, key=likeness)]
