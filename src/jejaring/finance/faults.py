"""What is wrong with what was asked, all of it at once, in either language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from jejaring.language import Language, format_number, format_percent, read_phrases

PACKAGE = "jejaring.finance"
Value = str | int | date | Fraction
"""Text is said as it is, whole numbers and days as they are written, fractions as per cent."""


@dataclass(frozen=True)
class FinanceFault:
    """One thing wrong: its kind (a phrase of this package) and the values it speaks of."""

    kind: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)

    def say(self, language: Language) -> str:
        """What is wrong and what would be right."""
        said = {name: say_value(value, language) for name, value in self.values.items()}
        return read_phrases(PACKAGE).say(self.kind, language, **said)


class FinanceFaults(ValueError):
    """Something that cannot be computed or read as it is; `faults` holds every reason."""

    def __init__(self, faults: Iterable[FinanceFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def say(self, language: Language) -> str:
        """All faults, one a line."""
        return "\n".join(fault.say(language) for fault in self.faults)

    def __str__(self) -> str:
        return self.say("en")


def refuse(faults: Iterable[FinanceFault]) -> None:
    """Raise `FinanceFaults` if there are any."""
    found = tuple(faults)
    if found:
        raise FinanceFaults(found)


def say_value(value: Value, language: Language) -> str:
    """A value of a sentence as the language writes it."""
    if isinstance(value, Fraction):
        return format_percent(float(value), language, 2)
    if isinstance(value, int):
        return format_number(value, language)
    return str(value)
