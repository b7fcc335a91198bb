"""What can be had where and when at all, whatever it costs and however little there is.

An offer is there; goods reach every region some way leads to in time; a mill makes its outputs where all its
inputs can be had; a store keeps what is there until the next month. Nothing else can be had at any price.
"""

import numpy as np
from numpy.typing import NDArray

from jejaring.market import Market
from jejaring.planning.activities import Activities, activities_of
from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.moves import Moves, carriage_of, haulage_moves
from jejaring.planning.work import Work, work_of

Bools = NDArray[np.bool_]


def reachable(market: Market) -> Bools:
    """Shape (commodities, periods, regions): what can be had, in the order of `goods_of(market)`."""
    goods = goods_of(market)
    ways, activities = Ways(market.freight, goods), activities_of(market, goods)
    work = work_of(market, goods, activities["capacities"])
    hauls = haulage_moves(goods, activities["haulage"], carriage_of(market, goods, activities["haulage"]))
    open_for_hire = hauls.only(activities["haulage"].quantity[hauls.haulage] > 0)
    shape = (len(goods.commodities), len(market.periods), len(market.freight.regions))
    had = np.zeros(shape, dtype=np.bool_)
    offers = activities["offers"]
    there = offers.quantity > 0
    had[offers.commodity[there], offers.period[there], offers.place[there]] = True
    known = -1
    while known != had.sum():
        known = int(had.sum())
        _spread(had, ways, open_for_hire)
        _make(had, activities["capacities"], work)
        _keep(had, activities["stores"])
    return had


def _spread(had: Bools, ways: Ways, hauls: Moves) -> None:
    """To every region that some way leads to."""
    for commodity in np.flatnonzero(ways.travels() & np.any(had, axis=(1, 2))).tolist():
        leads = np.isfinite(ways.rupiah_per_unit(commodity))
        had[commodity] |= (had[commodity].astype(np.float64) @ leads) > 0
    carried = had[hauls.commodity, hauls.period, hauls.origin]
    had[hauls.commodity[carried], hauls.period[carried], hauls.destination[carried]] = True


def _make(had: Bools, mill: Activities, work: Work) -> None:
    """Where all inputs can be had."""
    period, place = mill.period[work.activity], mill.place[work.activity]
    lacks = (work.quantity < 0) & ~had[work.commodity, period, place]
    able = mill.quantity > 0
    able[work.activity[lacks]] = False
    made = (work.quantity > 0) & able[work.activity]
    had[work.commodity[made], period[made], place[made]] = True


def _keep(had: Bools, store: Activities) -> None:
    """Until the next month."""
    kept = (store.quantity > 0) & had[store.commodity, store.period, store.place]
    had[store.commodity[kept], store.period[kept] + 1, store.place[kept]] = True
