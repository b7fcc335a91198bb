"""What is solved: ladders at nodes, lanes between them, and processes across them.

A *node* is a place where one commodity has one price: a region in a month, a window of offers or needs, a
haulier's kilograms in a month. At every node stands a *ladder*: what is listed there as one supply that
rises with the price. *Lanes* join the nodes of one *sheet* (a commodity in a month), and are shared by all
sheets with the same network; window lanes join a window's node with the months it spans. A *process* takes
from some nodes and gives to others, in fixed proportions, up to a bound: a capacity, a store, a haul.

    minimise    what ladders ask + freight on lanes + fees of processes
    such that   at every node: ladder + processes + what arrives - what leaves = 0

Everything a market says fits in here, so no side constraint is left: spread quantities hang on window
nodes, shared kilograms on hauliers' nodes.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Records = NDArray[np.void]

STEP = np.dtype([("price", np.float64), ("amount", np.float64)], align=True)
"""One step of a ladder: that much more supply once the price is reached.

The first step of every ladder is free disposal, at price 0 and without lower end; offers at price 0 are part
of it. The last is artificial: any amount, at a price nobody would pay (inf: not to be had).
"""

SHEET = np.dtype(
    [
        ("first_node", np.int32),
        ("kind", np.int32),  # STAYS, NETWORK or PAIRS
        ("commodity", np.int32),
        ("matrix", np.int32),  # of PAIRS: which of the matrices
        ("rate", np.float64),  # what a unit pays, relative to a plain kilogram
    ],
    align=True,
)
STAYS, NETWORK, PAIRS = 0, 1, 2

WINDOW = np.dtype(
    [
        ("node", np.int32),
        ("first_node", np.int32),  # where its commodity is sold in the window's first month
        ("stride", np.int32),  # from there to the same place a month later
        ("months", np.int32),
        ("offers", np.int32),  # 1: offers, which flow from the window to the months; 0: needs
    ],
    align=True,
)

PROCESS = np.dtype(
    [
        ("first_entry", np.int32),
        ("last_entry", np.int32),
        ("cost", np.float64),
        ("upper", np.float64),
    ],
    align=True,
)

HAULIER = np.dtype(
    [
        ("origin", np.int32),
        ("destination", np.int32),
        ("node", np.int32),  # its kilograms
        ("listing", np.int32),
        ("scarce", np.int32),  # 1: hauls share its kilograms; 0: it has plenty, and hauls are lanes
    ],
    align=True,
)

BLOCK = np.dtype(
    [
        ("kind", np.int32),
        ("index", np.int32),  # which sheet, commodity, group of processes or month
        ("first_sheet", np.int32),  # whose prices its columns depend on: a stretch of `block_sheets`
        ("last_sheet", np.int32),
    ],
    align=True,
)
(
    LANES_OF_SHEET,
    WINDOWS_OF_COMMODITY,
    GROUP_OF_PROCESSES,
    HAULIERS_OF_MONTH,
    HAULS_OF_SHEET,
    HAULS_AS_LANES,
) = range(6)


class Problem(NamedTuple):
    """A processing network."""

    first_step: Ints
    """Shape (nodes + 1,): where each node's ladder begins in `steps`."""
    steps: Records
    taken: Floats
    """Shape (nodes,): what leaves each node when no step of its ladder is used: all its needs."""
    node_sheet: Ints
    """Shape (nodes,): the sheet each node belongs to. Windows and hauliers have sheets of their own."""
    sheets: Records
    tiny: Floats
    """Shape (sheets,): rupiah that are nothing among the prices of a sheet."""

    lane_origin: Ints
    """Shape (lanes,): the sparse network, by places."""
    lane_destination: Ints
    lane_rupiah_per_kg: Floats
    matrices: Floats
    """Shape (shelf lives, regions, regions): rupiah per kg between any two regions."""
    first_giver: Ints
    """Shape (commodities + 1,): a stretch of `givers`, the places where a commodity can come from."""
    givers: Ints
    first_taker: Ints
    takers: Ints

    windows: Records
    first_window: Ints
    """Shape (commodities + 1,): each commodity's stretch of `windows`."""
    first_window_node: Ints
    """Shape (commodities + 1,): the nodes of the windows of each commodity."""

    processes: Records
    """Capacities and stores, then room for the hauls in use."""
    first_process: Ints
    """Shape (groups + 1,): each group's stretch of `processes`."""
    entry_node: Ints
    entry_quantity: Floats
    """What one unit of its process gives (> 0) or takes (< 0) at the node."""
    first_haul: int
    """The first process that is room for a haul."""

    hauliers: Records
    first_haulier: Ints
    """Shape (months + 1,): each month's stretch of `hauliers`."""
    first_haulier_node: int
    in_time: NDArray[np.bool_]
    """Shape (commodities, haulage listings): what each may carry."""
    kg_per_unit: Floats
    """Shape (commodities,)."""

    blocks: Records
    """What is priced together, in the order of pricing."""
    block_sheets: Ints


class Counts(NamedTuple):
    """How many of what the program's own numbers speak of; only for reading the answer."""

    balances: int
    months: int


def blocks_of(rows: list[tuple[int, int, list[int]]]) -> tuple[Records, Ints]:
    """Blocks, each of a kind, with an index, and depending on sheets; and the sheets of all in one line."""
    blocks = np.zeros(len(rows), dtype=BLOCK)
    size = np.array([len(sheets) for _, _, sheets in rows], dtype=np.int64)
    blocks["kind"], blocks["index"] = [row[0] for row in rows], [row[1] for row in rows]
    blocks["last_sheet"] = np.cumsum(size)
    blocks["first_sheet"] = blocks["last_sheet"] - size
    return blocks, np.array([sheet for row in rows for sheet in row[2]], dtype=np.int64)
