"""Every commodity in every month is a sheet: its nodes, and the lanes between them."""

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.program import Program
from jejaring.planning.simplex.problem import NETWORK, PAIRS, SHEET, STAYS, Records

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def sheet_of_nodes(program: Program, first_window: Ints, haulier_month: Ints) -> Ints:
    """Sheets: every (commodity, month), then the windows of every commodity, then every month's hauliers."""
    commodities, months = len(program.goods.commodities), len(program.periods)
    traded = commodities * months
    sheets: Ints = np.concatenate(
        [
            np.repeat(np.arange(traded), np.repeat(program.nodes.places, months)),
            np.repeat(traded + np.arange(commodities), np.diff(first_window)),
            traded + commodities + haulier_month,
        ]
    )
    return sheets


def sheets_of(program: Program) -> tuple[Records, Floats]:
    """Every (commodity, month) with its lanes, and the matrices of those that move from any to any region."""
    commodities, months = len(program.goods.commodities), len(program.periods)
    sheets = np.zeros(commodities * months, dtype=SHEET)
    travels = program.ways.travels()
    regions = len(program.regions)
    kind, rate = np.full(commodities, STAYS), np.zeros(commodities)
    matrix = np.zeros(commodities, dtype=np.int64)
    chosen: list[Floats] = []
    number: dict[float, int] = {}
    for c in np.flatnonzero(travels).tolist():
        rate[c] = program.ways.rate(c)
        if program.ways.by_network(c, program.gives[c], program.takes[c]):
            kind[c] = NETWORK
            continue
        kind[c], days = PAIRS, float(program.goods.shelf_life_days[c])
        if days not in number:
            number[days] = len(chosen)
            chosen.append(program.ways.cheapest(c))
        matrix[c] = number[days]
    of = np.repeat(np.arange(commodities), months)
    month = np.tile(np.arange(months), commodities)
    sheets["first_node"] = program.nodes.base[of] + month * program.nodes.places[of]
    for name, values in (("kind", kind), ("rate", rate), ("matrix", matrix)):
        sheets[name] = values[of]
    sheets["commodity"] = of
    return sheets, np.stack(chosen) if chosen else np.empty((0, regions, regions))


def stretches_of(marked: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """The places marked, commodity by commodity."""
    first = np.concatenate([[0], np.cumsum(marked.sum(axis=1))]).astype(np.int64)
    return first, np.nonzero(marked)[1].astype(np.int64)
