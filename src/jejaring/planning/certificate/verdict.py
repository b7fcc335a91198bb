"""What a verification found, check by check."""

from dataclasses import dataclass

from jejaring.language import Language, read_phrases


@dataclass(frozen=True)
class Check:
    """One thing verified."""

    name: str
    """Key of its sentence, `check-<name>` in the phrases."""
    off_by: float
    """The worst deviation found, as a share of what is allowed; the check passes up to 1."""
    where: str = ""
    """Which listing, trade or place is worst."""

    @property
    def passed(self) -> bool:
        """Whether the deviation is allowed; never for one that is not a number."""
        return self.off_by <= 1.0

    def say(self, language: Language) -> str:
        """What the check demands, as a sentence."""
        return read_phrases("jejaring.planning").say(f"check-{self.name}", language)


@dataclass(frozen=True)
class Verdict:
    """All checks of one plan; true if every one passed."""

    checks: tuple[Check, ...]
    surplus: float
    """Rupiah, recomputed from levels and trades."""
    bound: float
    """Rupiah, recomputed from prices: no plan can do better."""

    @property
    def faults(self) -> tuple[Check, ...]:
        """The checks that failed."""
        return tuple(check for check in self.checks if not check.passed)

    @property
    def gap(self) -> float:
        """How far the surplus may be from the best possible, as a share of it."""
        return abs(self.bound - self.surplus) / max(abs(self.bound), 1.0)

    def __bool__(self) -> bool:
        return not self.faults
