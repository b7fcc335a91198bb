"""Both sides on one market: medians over the runs, ratios within each run, and whether they agree."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.steps import Steps

JEJARING, LINOPY = "jejaring", "linopy"
TO_THE_OPTIMUM = {
    "read": "read (Jejaring: and check)",
    "build": "build the program",
    "solve": "solve",
}
BEYOND = {
    "trade": "levels and trades",
    "trace": "prices, gains and chains",
    "verify": "verify",
    "write": "write",
}
"""The steps in their order, and what the table calls them; only Jejaring goes beyond the optimum."""

Run = Mapping[str, Steps]
"""The steps of each side, one after the other on the same market."""


@dataclass(frozen=True)
class Row:
    """One thing measured on both sides."""

    label: str
    unit: str
    jejaring: float | None
    """Median over the runs; None where a run did not get that far."""
    linopy: float | None
    ratio: float | None
    """Median of linopy / Jejaring within each run."""


@dataclass(frozen=True)
class Comparison:
    """Every run of both sides on one market."""

    runs: Sequence[Run]

    @property
    def apart(self) -> float | None:
        """The largest difference of the two objectives, as a share of them; None when a side has none."""
        objectives = [[run[side].facts.get("objective") for side in (JEJARING, LINOPY)] for run in self.runs]
        if any(objective is None for pair in objectives for objective in pair):
            return None
        return max(abs(one - other) / max(abs(one), 1.0) for one, other in objectives)

    @property
    def unfinished(self) -> list[str]:
        """Who gave up, and why."""
        return [
            f"{side}: {steps.unfinished}"
            for run in self.runs
            for side, steps in run.items()
            if steps.unfinished
        ]

    @property
    def rows(self) -> list[Row]:
        """What was measured, in the order of the table."""
        everything = {JEJARING: [*TO_THE_OPTIMUM, *BEYOND], LINOPY: [*TO_THE_OPTIMUM]}
        return [
            *(self._row(label, "s", _seconds(name)) for name, label in TO_THE_OPTIMUM.items()),
            self._row("from files to the optimum", "s", _seconds(*TO_THE_OPTIMUM)),
            *(self._row(label, "s", _seconds(name)) for name, label in BEYOND.items()),
            self._row("everything", "s", lambda side, steps: _seconds(*everything[side])(side, steps)),
            self._row("peak memory to the optimum", "MB", _peak({JEJARING: "solve", LINOPY: "solve"})),
            self._row("peak memory", "MB", _peak({side: steps[-1] for side, steps in everything.items()})),
        ]

    def _row(self, label: str, unit: str, measure: Callable[[str, Steps], float | None]) -> Row:
        ours, theirs = ([measure(side, run[side]) for run in self.runs] for side in (JEJARING, LINOPY))
        pairs = zip(ours, theirs, strict=True)
        ratios = [their / our if our and their is not None else None for our, their in pairs]
        return Row(label, unit, _median(ours), _median(theirs), _median(ratios))


def _seconds(*names: str) -> Callable[[str, Steps], float | None]:
    """The time of some steps together, if all were done."""

    def measure(_: str, steps: Steps) -> float | None:
        return sum(steps.seconds[name] for name in names) if steps.seconds.keys() >= {*names} else None

    return measure


def _peak(after: Mapping[str, str]) -> Callable[[str, Steps], float | None]:
    """The most memory held up to the end of a step, given by side."""
    return lambda side, steps: steps.peak_megabytes.get(after[side])


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known and len(known) == len(values) else None
