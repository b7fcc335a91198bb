"""What can be wrong with a market or another file, said so that the person who wrote it can put it right.

A fault knows its place (file, row, column), its kind and the values it speaks of; the sentences are
in `phrases.toml`. How faults are found is decided elsewhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jejaring.language import Language, Phrases, format_number, read_phrases

MARKET = "jejaring.market"
Value = str | int | float | tuple[str, ...]
"""Text and row numbers are said as they are, amounts as the language writes them, tuples as a choice."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a market.

    `row` counts as an editor or spreadsheet does: the header is row 1. It is None where the fault is of
    a whole file or column, and `column` is None where it is of a whole row or file.
    """

    file: str
    row: int | None
    column: str | None
    kind: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)
    package: str = MARKET
    """Whose phrases have the sentence; what they lack, those of markets have."""

    def say(self, language: Language) -> str:
        """The fault as one line: where, what is wrong and what would be right."""
        phrases = read_phrases(MARKET)
        own = read_phrases(self.package)
        said = {name: _say_value(value, phrases, language) for name, value in self.values.items()}
        sentence = (own if self.kind in own else phrases).say(self.kind, language, **said)
        if self.values.get("nearest"):
            sentence += " " + phrases.say("nearest", language, nearest=said["nearest"])
        return f"{self._say_place(phrases, language)}: {sentence}"

    def _say_place(self, phrases: Phrases, language: Language) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(phrases.say("place_row", language, row=self.row))
        if self.column is not None:
            place.append(phrases.say("place_column", language, column=self.column))
        return ", ".join(place)


def _say_value(value: Value, phrases: Phrases, language: Language) -> str:
    if isinstance(value, tuple):
        *rest, last = value or ("",)
        return phrases.say("choice", language, first=", ".join(rest), last=last) if rest else last
    return format_number(value, language, 6) if isinstance(value, float) else str(value)


class Faults(ValueError):
    """Files that cannot be used as they are; `faults` holds everything wrong with them, in reading order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(
            sorted(faults, key=lambda fault: (fault.file, fault.row or 0, fault.column or "", fault.kind))
        )
        super().__init__(self.faults)

    def say(self, language: Language) -> str:
        """All faults, one a line."""
        return "\n".join(fault.say(language) for fault in self.faults)

    def __str__(self) -> str:
        return self.say("en")


class MarketFaults(Faults):
    """A market that cannot be used as it is."""
