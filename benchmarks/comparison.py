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
    "price": "fair prices",
    "trace": "gains and chains",
    "round": "the practical plan",
    "verify": "verify",
    "write": "write",
}
"""The steps in their order, and what the table calls them; only Jejaring goes beyond the optimum."""
SIZES = ("listings", "cooperatives", "commodities", "rows", "columns")

Run = Mapping[str, Steps]
"""The steps of each side, one after the other on the same market."""
Pair = tuple[float | None, float | None]
"""Something of Jejaring and of linopy."""


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
    cpu_ratio: float | None
    """The same of processor time; None for memory."""


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
    def sizes(self) -> dict[str, int]:
        """Of the market, of the program, and how many runs."""
        facts = self.runs[0][JEJARING].facts | self.runs[0][LINOPY].facts
        told = {name: int(facts[name]) for name in SIZES if name in facts}
        return told | {"runs": len(self.runs)}

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
        alone = {JEJARING: [*TO_THE_OPTIMUM, *BEYOND], LINOPY: [*TO_THE_OPTIMUM]}
        return [
            *(self._time(label, [name]) for name, label in TO_THE_OPTIMUM.items()),
            self._time("from files to the optimum", [*TO_THE_OPTIMUM]),
            *(self._time(label, [name]) for name, label in BEYOND.items()),
            self._time("everything", *alone.values()),
            self._memory("peak memory to the program", "build", "build"),
            self._memory("peak memory to the optimum", "solve", "solve"),
            self._memory("peak memory", *(steps[-1] for steps in alone.values())),
        ]

    def _time(self, label: str, ours: Sequence[str], theirs: Sequence[str] = ()) -> Row:
        """Jejaring's steps `ours` beside linopy's `theirs`, by default the same ones."""
        steps = {JEJARING: ours, LINOPY: theirs or ours}
        wall = [_of_both(run, lambda side, told: _sum(told.seconds, steps[side])) for run in self.runs]
        cpu = [_of_both(run, lambda side, told: _sum(told.cpu_seconds, steps[side])) for run in self.runs]
        return Row(label, "s", *_medians(wall), cpu_ratio=_ratio(cpu))

    def _memory(self, label: str, ours: str, theirs: str) -> Row:
        """The most held up to the end of a step of each side."""
        last = {JEJARING: ours, LINOPY: theirs}
        peaks = [_of_both(run, lambda side, told: told.peak_megabytes.get(last[side])) for run in self.runs]
        return Row(label, "MB", *_medians(peaks), cpu_ratio=None)


def _of_both(run: Run, measure: Callable[[str, Steps], float | None]) -> Pair:
    return measure(JEJARING, run[JEJARING]), measure(LINOPY, run[LINOPY])


def _sum(seconds: Mapping[str, float], names: Sequence[str]) -> float | None:
    """The time of some steps together, if all were done."""
    return sum(seconds[name] for name in names) if seconds.keys() >= {*names} else None


def _medians(pairs: Sequence[Pair]) -> tuple[float | None, float | None, float | None]:
    """Of Jejaring, of linopy, of the ratio."""
    ours, theirs = zip(*pairs, strict=True)
    return _median(ours), _median(theirs), _ratio(pairs)


def _ratio(pairs: Sequence[Pair]) -> float | None:
    return _median([their / our if our and their is not None else None for our, their in pairs])


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known and len(known) == len(values) else None
