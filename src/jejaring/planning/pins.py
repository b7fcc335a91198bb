"""Trades that were accepted and stay as they are, while the rest is planned around them.

A pinned trade keeps its parties, its quantity and its agreed prices. In the program it is a fixed transfer:
it takes its quantity out of one balance and brings it to another; the listings at both ends are used at
least for what it needs of them; a haulier's kilograms are that much fewer. So the plan a trade was taken
from stays possible, and pinning some of its trades never makes a market impossible to plan.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import count, islice

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, hstack

from jejaring.market import Market
from jejaring.planning.activities import KINDS
from jejaring.planning.flows import Hauls, Parcels
from jejaring.planning.highs import linear_program, simplex, typical
from jejaring.planning.matching import sum_by
from jejaring.planning.moves import no_flows
from jejaring.planning.pinned import PinFault, Pins
from jejaring.planning.program import Held, Program
from jejaring.planning.solution import Solution
from jejaring.planning.tables import Worth, party_ids
from jejaring.planning.trades import Deals

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
EQUAL = 1e-9  # of what is compared: a smaller difference is rounding
SHORT = 1e-7  # of what is needed: a smaller lack is the solver's rounding
BEYOND = 1e-9  # of a quantity: by so much a pinned trade may exceed its listing through rounding


def hold(market: Market, program: Program, pins: Pins) -> tuple[Deals, Program]:
    """The pinned trades by the numbers of `program`, and the program that holds them.

    Raises
    ------
    PinFault
        When a trade names what the market does not have, or more than its listings hold, or has no way to go.
    """
    rows = _numbered(market, program, pins)
    seller = _party(market, program, rows, "seller")
    buyer = _party(market, program, rows, "buyer")
    carriage = _carriage(market, program, rows, pins)
    commodity, t, origin, destination = (
        rows[name].to_numpy().astype(np.int64) for name in ("c", "t", "from_place", "to_place")
    )
    quantity = rows["quantity"].to_numpy()
    haulers, way = _linked(carriage, rows.height)
    hired = sum_by(carriage["row"].to_numpy(), (carriage["kg"] * carriage["price"]).to_numpy(), rows.height)
    parcels = Parcels(
        commodity=commodity,
        period=t,
        origin=origin,
        destination=destination,
        from_node=program.nodes.row(commodity, t, origin),
        to_node=program.nodes.row(commodity, t, destination),
        quantity=quantity,
        freight=rows["freight"].to_numpy() - hired / quantity,
        way=way,
        hauls=haulers,
    )
    deals = Deals(seller, buyer, np.arange(rows.height), quantity, parcels)
    kg = sum_by(
        carriage["activity"].to_numpy(), carriage["kg"].to_numpy(), len(program.activities["haulage"])
    )
    held = Held(
        least=_least(program, deals),
        transfers=sum_by(parcels.to_node, quantity, program.nodes.count)
        - sum_by(parcels.from_node, quantity, program.nodes.count),
        kilograms=kg,
        rupiah=float(quantity @ parcels.freight) + float(kg @ program.activities["haulage"].price),
    )
    _check_bounds(market, program, held)
    _check_ways(program, rows, carriage)
    return deals, replace(program, held=held)


def only_pinned(program: Program, solution: Solution) -> Solution:
    """The solution, or nothing but what is pinned where that is as good: nothing is added for no gain."""
    least, matrix, cost = program.least, program.activity_matrix, program.activity_cost
    activity, throughput = matrix @ least, abs(matrix) @ least
    slack = EQUAL * throughput
    feasible = (activity >= program.row_lower - slack) & (activity <= program.row_upper + slack)
    used, flows = solution.columns[: len(least)], solution.flows
    freight = flows.quantity * flows.rupiah_per_unit
    gained = cost @ (least - used) - freight.sum()
    if not feasible.all() or gained > EQUAL * (np.abs(cost) @ used + np.abs(freight).sum()):
        return solution
    return replace(solution, columns=least, flows=no_flows())


def check_kept(market: Market, program: Program, time_limit: float) -> None:
    """Make sure that everything the pinned trades need can be had, from the market or from each other.

    Raises
    ------
    PinFault
        When it cannot: names a listing that lacks what it has promised to use or to sell, and how much.
    """
    held, nodes = program.held, program.nodes.count
    if held is None:
        return
    lack = csr_array((np.ones(nodes), (np.arange(nodes), np.arange(nodes))), (len(program.row_lower), nodes))
    flows = program.matrix[:nodes, : len(held.least)].tocsr().multiply(held.least).tocsr()
    asks = (flows.min(axis=1).toarray().ravel() < 0) | (held.transfers[:nodes] != 0)
    columns, unit = len(program.cost), typical(program.upper)
    solver = simplex(time_limit)
    solver.passModel(
        linear_program(
            csc_array(hstack([program.matrix, lack])),
            np.concatenate([np.zeros(columns), np.where(asks, 1.0, 2.0)]),  # told where it is asked for
            (
                np.concatenate([program.lower / unit, np.zeros(nodes)]),
                np.concatenate([program.upper / unit, np.full(nodes, np.inf)]),
            ),
            (program.row_lower / unit, program.row_upper / unit),
        )
    )
    solver.run()
    missing = np.asarray(solver.getSolution().col_value)[columns:] * unit
    node = int(missing.argmax())
    needed = abs(program.matrix)[[node], : len(held.least)] @ held.least + abs(held.transfers[node])
    if missing[node] <= SHORT * needed[0]:
        return
    uses = program.matrix[[node], : len(held.least)].toarray()[0] * held.least
    commodity = int(np.searchsorted(program.nodes.base, node, side="right")) - 1
    raise PinFault(
        "short",
        listing=party_ids(market, program)[int(uses.argmin())],
        quantity=float(missing[node]),
        commodity=program.goods.commodities[commodity],
    )


def agreed_gains(program: Program, deals: Deals, pins: Pins, worth: Worth) -> dict[str, Floats]:
    """What agreed prices add to the gain of every activity, per kind, rupiah.

    Pinned trades are paid at agreed prices, everything else at the plan's.
    """
    parcels, quantity = deals.parcels, deals.quantity
    at = parcels.commodity, parcels.period
    agreed = {name: pins.trades[name].to_numpy() for name in ("price_origin", "price_delivered")}
    more = quantity * (agreed["price_origin"] - worth.prices[*at, parcels.origin])
    less = quantity * (worth.prices[*at, parcels.destination] - agreed["price_delivered"])
    columns = program.columns("moves").start
    gains = sum_by(deals.seller, more, columns) + sum_by(deals.buyer, less, columns)
    deal, haulage = deals.carried()
    carriage = pins.in_order
    assert carriage["row"].to_list() == deal.tolist()
    hired = carriage["kg"].to_numpy() * (carriage["price"].to_numpy() - worth.of["haulage"][haulage])
    return {kind: gains[program.columns(kind)] for kind in KINDS[:-1]} | {
        "haulage": sum_by(haulage, hired, len(program.activities["haulage"]))
    }


def with_agreed(trades: pl.DataFrame, pins: Pins) -> pl.DataFrame:
    """A plan's trades with the pinned ones, which come first, as they were agreed; the others named anew."""
    if not pins:
        return trades
    taken = set(pins.trades["trade"])
    names = (name for number in count(1) if (name := f"T{number}") not in taken)
    others = trades[len(pins) :]
    fresh = pl.Series("trade", list(islice(names, others.height)), dtype=pl.String)
    return pl.concat([pins.trades, others.with_columns(fresh)])


def _numbered(market: Market, program: Program, pins: Pins) -> pl.DataFrame:
    """The pinned trades with c, t, from_place, to_place; every name and number checked."""
    trades = pins.trades
    if trades["trade"].is_duplicated().any():
        twice = trades.filter(pl.col("trade").is_duplicated())["trade"][0]
        raise PinFault("twice", trade=twice)

    def numbers(name: str, values: Iterable[str]) -> pl.DataFrame:
        return pl.DataFrame({"word": list(values)}, schema={"word": pl.String}).with_row_index(name)

    rows = trades
    for column, name, values in (
        ("commodity", "c", program.goods.commodities),
        ("period", "t", program.periods),
        ("origin", "from_place", program.regions),
        ("destination", "to_place", program.regions),
    ):
        rows = rows.join(
            numbers(name, values), left_on=column, right_on="word", how="left", maintain_order="left"
        )
        unknown = rows.filter(pl.col(name).is_null())
        if unknown.height:
            raise PinFault("unknown", trade=unknown["trade"][0], column=column, text=unknown[column][0])
    for column in ("quantity", "price_origin", "freight", "price_delivered"):
        good = pl.col(column).is_finite() & (pl.col(column) > 0 if column == "quantity" else pl.lit(True))
        wrong = rows.filter(~good.fill_null(False))
        if wrong.height:
            raise PinFault("number", trade=wrong["trade"][0], column=column)
    off = pl.col("price_origin") + pl.col("freight") - pl.col("price_delivered")
    dearest = pl.max_horizontal(pl.col("price_origin", "freight", "price_delivered").abs())
    torn = rows.filter(off.abs() > SHORT * dearest)
    if torn.height:
        raise PinFault("sum", trade=torn["trade"][0])
    return rows


def _party(market: Market, program: Program, rows: pl.DataFrame, end: str) -> Ints:
    """The column of the activity at one end of each pinned trade."""
    sells = end == "seller"
    work, mill = program.work, program.activities["capacities"]
    makes = (work.quantity > 0) == sells
    deals_in = [
        (
            "capacities",
            work.activity[makes],
            work.commodity[makes],
            mill.period[work.activity[makes]],
            mill.place[work.activity[makes]],
        )
    ]
    for kind, delay in (("offers" if sells else "needs", 0), ("stores", int(sells))):
        at = program.activities[kind]
        deals_in.append((kind, np.arange(len(at)), at.commodity, at.period + delay, at.place))
    known = pl.concat(
        pl.DataFrame(
            {
                end: getattr(market, kind)["id"].gather(program.activities[kind].listing[activity]),
                "column": program.columns(kind).start + activity,
                "c": commodity,
                "t": t,
                "place": place,
            }
        )
        for kind, activity, commodity, t, place in deals_in
    ).unique(maintain_order=True)
    place = "from_place" if sells else "to_place"
    found = rows.select(
        "trade",
        end,
        *(pl.col(name).cast(pl.Int64) for name in ("c", "t")),
        place=pl.col(place).cast(pl.Int64),
    ).join(known, on=[end, "c", "t", "place"], how="left", maintain_order="left")
    missing = found.filter(pl.col("column").is_null())
    if missing.height:
        raise PinFault(f"no-such-{end}", trade=missing["trade"][0], listing=missing[end][0])
    columns: Ints = found["column"].to_numpy().astype(np.int64)
    return columns


def _carriage(market: Market, program: Program, rows: pl.DataFrame, pins: Pins) -> pl.DataFrame:
    """row, activity, kg, price: which pinned trade each haulage activity carries."""
    haulage = program.activities["haulage"]
    activities = pl.DataFrame(
        {
            "haulage": market.haulage["id"].gather(haulage.listing),
            "t": haulage.period,
            "activity": np.arange(len(haulage)),
        },
        schema_overrides={"haulage": pl.String, "activity": pl.Int64},
    )
    carriage = pins.carriage.join(
        rows.with_row_index("row").select("trade", "row", pl.col("t").cast(pl.Int64)),
        on="trade",
        how="left",
        maintain_order="left",
    ).join(activities, on=["haulage", "t"], how="left", maintain_order="left")
    missing = carriage.filter(pl.col("row").is_null() | pl.col("activity").is_null())
    if missing.height:
        raise PinFault("no-such-haulage", trade=missing["trade"][0], listing=missing["haulage"][0])
    sizes = pl.col("kg").is_finite() & (pl.col("kg") > 0) & pl.col("price").is_finite()
    wrong = carriage.filter(~sizes.fill_null(False))
    if wrong.height:
        raise PinFault("number", trade=wrong["trade"][0], column="kg, price")
    return carriage


def _linked(carriage: pl.DataFrame, deals: int) -> tuple[Hauls, Ints]:
    """The hauliers of each deal as linked lists, and the first of each, -1 for none."""
    row, activity = (carriage[name].to_numpy().astype(np.int64) for name in ("row", "activity"))
    order = np.argsort(row, kind="stable")
    row, activity = row[order], activity[order]
    goes_on = np.append(row[1:] == row[:-1], False)[: len(row)]
    then = np.where(goes_on, np.arange(len(row)) + 1, -1)
    way = np.full(deals, -1)
    first = np.flatnonzero(np.diff(row, prepend=-1) != 0)
    way[row[first]] = first
    return Hauls(activity, then), way


def _least(program: Program, deals: Deals) -> Floats:
    """How much of every activity the pinned trades need, shape (columns before moves,)."""
    columns = program.columns("moves").start
    least = np.zeros(columns)
    for party, node in (
        (deals.seller, deals.parcels.from_node[deals.parcel]),
        (deals.buyer, deals.parcels.to_node[deals.parcel]),
    ):
        key, place = np.unique(np.stack([party, node]), axis=1, return_inverse=True)
        amount = sum_by(place.ravel(), deals.quantity, key.shape[1])
        np.maximum.at(least, key[0], amount / _per_unit(program, key[0], key[1]))
    return least


def _per_unit(program: Program, party: Ints, node: Ints) -> Floats:
    """What one unit of an activity gives to, or takes from, a balance."""
    work, mill = program.work, program.activities["capacities"]
    start = program.columns("capacities").start
    rows = program.nodes.row(work.commodity, mill.period[work.activity], mill.place[work.activity])
    size = program.nodes.count
    entry = (start + work.activity) * size + rows
    order = np.argsort(entry, kind="stable")
    wanted = party * size + node
    at = np.minimum(np.searchsorted(entry[order], wanted), max(len(entry) - 1, 0))
    if not len(entry):
        return np.ones(len(party))
    found = entry[order][at] == wanted
    return np.where(found, np.abs(work.quantity[order][at]), 1.0)


def _check_bounds(market: Market, program: Program, held: Held) -> None:
    """No listing holds less than its pinned trades need."""
    for kind in KINDS:
        at = program.activities[kind]
        least = held.kilograms if kind == "haulage" else held.least[program.columns(kind)]
        if kind in ("offers", "needs"):
            least = sum_by(at.listing, least, getattr(market, kind).height)[at.listing]
        beyond = np.flatnonzero(least > at.quantity * (1 + BEYOND))
        if len(beyond):
            listing = at.listing[beyond[0]]
            raise PinFault(
                "too-much",
                listing=getattr(market, kind)["id"][int(listing)],
                pinned=float(least[beyond[0]]),
                quantity=float(at.quantity[beyond[0]]),
            )


def _check_ways(program: Program, rows: pl.DataFrame, carriage: pl.DataFrame) -> None:
    """Every pinned trade can still go its way, by the hauliers it names and the open network between them."""
    place, destination = program.activities["haulage"].place, program.carriage.destination
    stops = [[start, end] for start, end in rows.select("from_place", "to_place").iter_rows()]
    for row, activity in carriage.select("row", "activity").iter_rows():
        stops[row][-1:-1] = (int(place[activity]), int(destination[activity]))
    for trade, commodity, way in zip(rows["trade"], rows["c"], stops, strict=True):
        cost = program.ways.rupiah_per_unit(commodity)
        if not all(np.isfinite(cost[a, b]) for a, b in zip(way[::2], way[1::2], strict=True)):
            origin, end = program.regions[way[0]], program.regions[way[-1]]
            raise PinFault("no-way", trade=trade, origin=origin, destination=end)
