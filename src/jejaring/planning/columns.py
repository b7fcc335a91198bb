"""The tables of a plan: their columns, and the digest that seals them."""

import hashlib
from collections.abc import Mapping
from typing import Any

import polars as pl

TRADE_COLUMNS = {
    "trade": pl.String,  # T1, T2, ...
    "period": pl.String,  # a month YYYY-MM, or "all"
    "commodity": pl.String,
    "seller": pl.String,  # id of the offer, capacity or store that gives
    "buyer": pl.String,  # id of the need, capacity or store that takes
    "origin": pl.String,  # regency code
    "destination": pl.String,  # regency code
    "quantity": pl.Float64,  # base units
    "price_origin": pl.Float64,  # rupiah per base unit, what the seller gets
    "freight": pl.Float64,  # rupiah per base unit
    "price_delivered": pl.Float64,  # rupiah per base unit, what the buyer pays: price_origin + freight
}
LEVEL_COLUMNS = {
    "listing": pl.String,
    "period": pl.String,
    "level": pl.Float64,  # how much of the listing is used in this period; unused listings have rows with 0
    "price": pl.Float64,  # rupiah per unit: the region's price of an offer's or need's commodity;
    # of a capacity, store or haulage what its unit of work is worth here (its fee plus its rent)
    "gain": pl.Float64,  # rupiah: level x (price - ask), for a need level x (bid - price); what of it is
    # traded at agreed prices, by those
    "percent": pl.Float64,  # the gain per cent of what was put in, level x ask, an ask of nothing counting as
    # one rupiah; null where nothing was
    "price_low": pl.Float64,  # rupiah per unit: the least and the most that `price` could be while the trades
    "price_high": pl.Float64,  # stay the best; null where there is no most, or where it was not worked out
}
PRICE_COLUMNS = {
    "period": pl.String,
    "commodity": pl.String,
    "region": pl.String,  # regency code
    "price": pl.Float64,  # rupiah per base unit
}
GAIN_COLUMNS = {
    "cooperative": pl.String,
    "gain": pl.Float64,  # rupiah
    "put_in": pl.Float64,  # rupiah: quantity used x the listing's own price
    "sales": pl.Float64,  # rupiah received for goods sold by offers
    "purchases": pl.Float64,  # rupiah paid for goods bought for needs
    "work": pl.Float64,  # rupiah earned with capacities, stores and haulage: fees and rents
}
CHAIN_COLUMNS = {
    "chain": pl.String,  # one chain for every need served
    "need": pl.String,
    "trade": pl.String,
    "quantity": pl.Float64,  # the part of the trade that belongs to this chain, base units
}
CARRIAGE_COLUMNS = {
    "trade": pl.String,
    "haulage": pl.String,  # the listing that carries the trade, in the order of the way
    "kg": pl.Float64,
}
PRACTICAL_TRADE_COLUMNS = {
    "trade": pl.String,  # P1, P2, ...
    "period": pl.String,
    "commodity": pl.String,
    "seller": pl.String,
    "buyer": pl.String,
    "origin": pl.String,
    "destination": pl.String,
    "quantity": pl.Float64,  # base units, a multiple of the commodity's step
    "received": pl.Int64,  # whole rupiah that the seller gets
    "freight": pl.Int64,  # whole rupiah that the open network gets
    "paid": pl.Int64,  # whole rupiah that the buyer pays: received + freight + what hauliers get
}
PRACTICAL_CARRIAGE_COLUMNS = {
    "trade": pl.String,
    "haulage": pl.String,  # in the order of the way
    "kg": pl.Float64,
    "amount": pl.Int64,  # whole rupiah that the haulier gets
}
PRACTICAL_LEVEL_COLUMNS = {
    "listing": pl.String,
    "period": pl.String,
    "level": pl.Float64,  # how much of the listing is used in this period; only rows where it is
    "received": pl.Int64,  # whole rupiah, of its trades
    "paid": pl.Int64,  # whole rupiah, of its trades
    "own": pl.Int64,  # level x own price, rounded up to whole rupiah; of a need rounded down
    "gain": pl.Int64,  # received - paid - own; of a need own - paid
}
PRACTICAL_GAIN_COLUMNS = {
    "cooperative": pl.String,
    "gain": pl.Int64,  # received - paid - costs + value
    "received": pl.Int64,
    "paid": pl.Int64,
    "costs": pl.Int64,  # what its offers ask and its work costs
    "value": pl.Int64,  # what its needs would have paid
}
PINNED_CARRIAGE_COLUMNS = {
    "trade": pl.String,
    "haulage": pl.String,  # in the order of the way
    "kg": pl.Float64,
    "price": pl.Float64,  # rupiah per kg that was agreed
}
TABLES: dict[str, dict[str, Any]] = {
    "trades": TRADE_COLUMNS,
    "levels": LEVEL_COLUMNS,
    "prices": PRICE_COLUMNS,
    "gains": GAIN_COLUMNS,
    "chains": CHAIN_COLUMNS,
    "carriage": CARRIAGE_COLUMNS,
    "pinned": TRADE_COLUMNS,
    "pinned_carriage": PINNED_CARRIAGE_COLUMNS,
    "practical_trades": PRACTICAL_TRADE_COLUMNS,
    "practical_carriage": PRACTICAL_CARRIAGE_COLUMNS,
    "practical_levels": PRACTICAL_LEVEL_COLUMNS,
    "practical_gains": PRACTICAL_GAIN_COLUMNS,
}


def digest_of(tables: Mapping[str, pl.DataFrame]) -> str:
    """The sha256 of all tables, to the last bit of every number, whatever file they are kept in."""
    digest = hashlib.sha256()
    for name in TABLES:
        for column in tables[name].get_columns():
            digest.update(f"{name}.{column.name}\n".encode())
            if column.dtype == pl.String:
                digest.update(str(column.fill_null("").str.join("\n").item()).encode())
            else:
                digest.update(column.to_numpy().astype("<f8").tobytes())
    return digest.hexdigest()
