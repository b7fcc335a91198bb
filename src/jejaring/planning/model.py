"""A plan: a market's best set of trades, with prices, gains and what proves it."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
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
    "gain": pl.Float64,  # rupiah: level x (price - ask), for a need level x (bid - price)
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
TABLES: dict[str, dict[str, Any]] = {
    "trades": TRADE_COLUMNS,
    "levels": LEVEL_COLUMNS,
    "prices": PRICE_COLUMNS,
    "gains": GAIN_COLUMNS,
    "chains": CHAIN_COLUMNS,
    "carriage": CARRIAGE_COLUMNS,
}


@dataclass(frozen=True)
class Plan:
    """The best set of trades of one market."""

    market_hash: str
    """`Market.hash` of the market planned."""
    periods: tuple[str, ...]
    """Months of the horizon, or `("all",)`."""
    surplus: float
    """Rupiah: what served needs would pay, less what offers ask, less fees and freight."""
    bound: float
    """Rupiah: no plan can have more surplus than this (the dual objective)."""
    solver: str
    seconds: float
    digest: str
    """What the tables said when the plan was made; see `digest_of`."""
    trades: pl.DataFrame
    levels: pl.DataFrame
    prices: pl.DataFrame
    gains: pl.DataFrame
    chains: pl.DataFrame
    carriage: pl.DataFrame
    """Which trades a cooperative's haulage carries; what is not here goes by the open network."""

    @property
    def gap(self) -> float:
        """How far the surplus may be from the best possible, as a share of it."""
        return abs(self.bound - self.surplus) / max(abs(self.bound), 1.0)

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """All tables by name, as they stand in a plan folder."""
        return {name: getattr(self, name) for name in TABLES}

    @staticmethod
    def read(path: str | Path) -> "Plan":
        """The plan in a folder; see `jejaring.planning.folder.read_plan`."""
        from jejaring.planning.folder import read_plan

        return read_plan(Path(path))

    def write(
        self, path: str | Path, *, replace: bool = False, also: Callable[[Path], None] | None = None
    ) -> None:
        """Write the plan into a folder; see `jejaring.planning.folder.write_plan`."""
        from jejaring.planning.folder import write_plan

        write_plan(self, Path(path), replace=replace, also=also)


def publish(*, tables: Mapping[str, pl.DataFrame], **facts: Any) -> Plan:
    """A plan of these tables and facts, sealed with the digest of the tables."""
    fields: dict[str, Any] = {**facts, **tables}
    return Plan(digest=digest_of(tables), **fields)


def digest_of(tables: Mapping[str, pl.DataFrame]) -> str:
    """The sha256 of all tables, to the last bit of every number, whatever file they are kept in."""
    digest = hashlib.sha256()
    for name in TABLES:
        for column in tables[name].get_columns():
            digest.update(f"{name}.{column.name}\n".encode())
            if column.dtype == pl.String:
                digest.update("\n".join(column.fill_null("")).encode())
            else:
                digest.update(column.to_numpy().astype("<f8").tobytes())
    return digest.hexdigest()
