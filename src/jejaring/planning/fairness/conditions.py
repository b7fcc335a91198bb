"""Conditions on prices as they are written down: what each thing asks, and how far it is used."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.activities import KINDS, Activities
from jejaring.planning.program import Program

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
UNUSED, PARTLY, FULL = (
    -1,
    0,
    1,
)  # how far a thing is used: it is worth at most, exactly, at least what it asks
ROUNDING = 1e-8  # of a quantity: used to within this of nothing or of the whole is nothing or the whole
PROVED = 1e-6  # of a price: where the solver's prices leave more than this, rounding hid how far it is used


@dataclass
class Conditions:
    """Conditions as they are written down."""

    rows: list[Ints] = field(default_factory=list)
    columns: list[Ints] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)
    limits: list[Floats] = field(default_factory=list)
    uses: list[NDArray[np.int8]] = field(default_factory=list)
    weights: list[Floats] = field(default_factory=list)
    count: int = 0

    def add(
        self, limit: Floats, use: NDArray[np.int8], weight: Floats | None, *entries: tuple[Ints, Ints, Floats]
    ) -> Ints:
        """Add conditions; an entry is (which of the new conditions, variable, coefficient)."""
        for which, variable, value in entries:
            self.rows.append(self.count + which)
            self.columns.append(variable)
            self.values.append(value)
        self.limits.append(limit)
        self.uses.append(use.astype(np.int8))
        self.weights.append(np.zeros(len(limit)) if weight is None else np.where(use == FULL, weight, 0.0))
        numbers = self.count + np.arange(len(limit))
        self.count += len(limit)
        return numbers


def least_of(program: Program) -> dict[str, Floats]:
    """Per kind how much of every activity accepted trades hold it to; see `jejaring.planning.pins`."""
    if program.held is None:
        return {kind: np.zeros(len(program.activities[kind])) for kind in KINDS}
    least = {kind: program.held.least[program.columns(kind)] for kind in KINDS[:-1]}
    return least | {"haulage": program.held.kilograms}


def put_in_per_unit(price: Floats) -> Floats:
    """What a used unit puts in: its own price, and one rupiah where that is nothing."""
    return np.where(price > 0, price, 1.0)


def use_of(level: Floats, least: Floats, quantity: Floats, margin: Floats, size: Floats) -> NDArray[np.int8]:
    """How far each thing is used beyond the `least` it is held to; where rounding hides it, prices tell."""
    use = np.where(level >= (1 - ROUNDING) * quantity, FULL, PARTLY)
    use = np.where(level <= least * (1 + ROUNDING), UNUSED, use)
    proved = np.abs(margin) > PROVED * np.maximum(size, 1e-6)
    return np.where(proved & (use == PARTLY), np.sign(margin), use).astype(np.int8)


def node_of(program: Program, at: Activities) -> Ints:
    """The node of each offer, need or store; of a capacity, its main output's."""
    return program.nodes.row(at.commodity, at.period, at.place)
