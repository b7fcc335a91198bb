"""Chains of what is to be signed: every need that the practical plan serves, traced back as in `chains`."""

import numpy as np
import polars as pl

from jejaring.market import Market
from jejaring.planning.chains import trace
from jejaring.planning.columns import CHAIN_COLUMNS
from jejaring.planning.flows import Hauls, Parcels
from jejaring.planning.model import Plan
from jejaring.planning.trades import Deals


def signed_chains(market: Market, plan: Plan) -> pl.DataFrame:
    """The parts of the practical trades that serve each need.

    Returns
    -------
    DataFrame
        Columns `CHAIN_COLUMNS`: one chain for every need served, in the order of the needs' ids; `trade` is
        of the practical plan. The parts of a trade sum to it, less what is bought and used for no need.
    """
    trades = plan.practical_trades
    month = {period: number for number, period in enumerate(plan.periods)}
    t = trades["period"].replace_strict(month, return_dtype=pl.Int64).to_numpy()
    stores = trades["seller"].is_in(market.stores["id"].implode()).to_numpy()
    seller = _numbered(trades["seller"], t - stores)  # a store sells a month after it takes in
    buyer = _numbered(trades["buyer"], t)
    number = {key: index for index, key in enumerate(dict.fromkeys([*seller, *buyer]))}
    of_need = trades["buyer"].is_in(market.needs["id"].implode()).to_numpy()
    served = trades["buyer"].filter(of_need).unique().sort()
    need_of = np.full(trades.height, -1)
    need_of[of_need] = served.search_sorted(trades["buyer"].filter(of_need)).to_numpy()
    count = np.arange(trades.height)
    nowhere = np.zeros(trades.height, dtype=np.int64)
    quantity = trades["quantity"].to_numpy()
    deals = Deals(
        seller=np.array([number[key] for key in seller], dtype=np.int64),
        buyer=np.array([number[key] for key in buyer], dtype=np.int64),
        parcel=count,
        quantity=quantity,
        parcels=Parcels(
            commodity=trades["commodity"].rank("dense").to_numpy().astype(np.int64),
            period=t,
            origin=nowhere,
            destination=nowhere,
            from_node=nowhere,
            to_node=nowhere,
            quantity=quantity,
            freight=nowhere.astype(np.float64),
            way=nowhere - 1,
            hauls=Hauls(nowhere[:0], nowhere[:0]),
        ),
    )
    need, deal, share = trace(deals, trades["received"].to_numpy().astype(np.float64), need_of, len(served))
    return pl.DataFrame(
        {
            "chain": "C" + pl.Series(need + 1).cast(pl.String),
            "need": served.gather(need),
            "trade": trades["trade"].gather(deal),
            "quantity": share * quantity[deal],
        },
        schema=CHAIN_COLUMNS,
    )


def _numbered(listing: pl.Series, period: np.ndarray) -> list[tuple[str, int]]:
    return list(zip(listing.to_list(), period.tolist(), strict=True))
