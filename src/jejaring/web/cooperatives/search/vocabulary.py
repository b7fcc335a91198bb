"""The distinct words of the index in memory, and which of them a misspelt word may have meant.

Each process keeps its own copy and, before each use, asks the database only for words that it has not seen.
"""

import bisect
import time
from dataclasses import dataclass, field
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA

from jejaring.web.cooperatives.models import VocabularyWord
from jejaring.web.cooperatives.search.words import GENERIC

ALIKE = 0.7
"""Likeness from which a word may be what a misspelt one meant: three letters wrong of ten."""
VERY_ALIKE = 0.85
GENERIC_ALIKE = 0.75
"""Likeness from which a word is a misspelt generic one, if it is no more like another word."""
BESIDE = 0.06
"""A word this much less alike than the likest is also taken."""
RARE = 5
"""Cooperatives: a word that fewer have may itself be misspelt in the register."""
TIMES_COMMONER = 20
"""By how much another word must be commoner to be taken beside it."""
MOST_VARIANTS = 6
SHORTEST_TO_CORRECT = 4
"""Letters: one wrong letter of three makes another word."""
SHORTEST_BEGINNING = 3
FULL_EVERY = 600.0
"""Seconds after which all counts are read anew."""


@dataclass
class Vocabulary:
    """Words, and how many cooperatives have each when last read."""

    counts: dict[str, int] = field(default_factory=dict)
    ordered: list[str] = field(default_factory=list)
    last: int = 0
    read: float = field(default_factory=time.monotonic)
    lock: Lock = field(default_factory=Lock)

    def refresh(self) -> None:
        """Read the words that were added since; now and then all of them, for their counts."""
        with self.lock:
            if time.monotonic() - self.read > FULL_EVERY:
                self.counts, self.ordered, self.last, self.read = {}, [], 0, time.monotonic()
            newest = VocabularyWord.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            if newest < self.last:  # another database than before
                self.counts, self.ordered, self.last = {}, [], 0
            if newest > self.last:
                new = VocabularyWord.objects.filter(pk__gt=self.last).values_list("word", "cooperatives")
                self.counts = self.counts | dict(new)
                self.ordered, self.last = sorted(self.counts), newest

    def variants(self, word: str, unfinished: bool = False) -> list[str]:
        """The words to look for where `word` was typed, the likest first; itself at least.

        Parameters
        ----------
        word : str
            Folded.
        unfinished : bool, default False
            Whether more letters may follow: the last word of a text.
        """
        known = self.counts.get(word, 0)
        if known >= RARE or len(word) < SHORTEST_BEGINNING:
            return [word]
        begun = [] if known or not unfinished else self._beginning(word)
        alike = self._alike(word) if len(word) >= SHORTEST_TO_CORRECT else []
        if known:
            commoner = [
                other
                for other, likeness in alike
                if likeness >= VERY_ALIKE and self.counts[other] >= TIMES_COMMONER * known
            ]
            return [word, *commoner][:MOST_VARIANTS]
        best = alike[0][1] if alike else 0.0
        near = [other for other, likeness in alike if likeness >= best - BESIDE]
        if begun and best < VERY_ALIKE:
            near = []
        return list(dict.fromkeys([*begun, *near]))[:MOST_VARIANTS] or [word]

    def says_nothing(self, word: str) -> bool:
        """Whether it is a generic word, or one misspelt: `koprasi`."""
        if word in GENERIC:
            return True
        if len(word) <= SHORTEST_TO_CORRECT or self.counts.get(word, 0) >= RARE * TIMES_COMMONER:
            return False
        found = process.extractOne(
            word, GENERIC, scorer=OSA.normalized_similarity, score_cutoff=GENERIC_ALIKE
        )
        if found is None:
            return False
        alike = self._alike(word, found[1])
        return not alike or alike[0][1] <= found[1]

    def _beginning(self, word: str) -> list[str]:
        """The commonest words that begin so."""
        start = bisect.bisect_left(self.ordered, word)
        end = bisect.bisect_left(self.ordered, word + "\x7f")
        return sorted(self.ordered[start:end], key=lambda each: -self.counts[each])[:MOST_VARIANTS]

    def _alike(self, word: str, least: float = ALIKE) -> list[tuple[str, float]]:
        """Words alike and how alike, the likest first, then the commonest."""
        found = process.extract(
            word,
            self.ordered,
            scorer=OSA.normalized_similarity,
            score_cutoff=least,
            limit=3 * MOST_VARIANTS,
            processor=None,
        )
        alike = [(other, likeness) for other, likeness, _position in found if other != word]
        return sorted(alike, key=lambda each: (-each[1], -self.counts[each[0]]))


VOCABULARY = Vocabulary()


def vocabulary() -> Vocabulary:
    """This process's vocabulary, as new as the database's."""
    VOCABULARY.refresh()
    return VOCABULARY
