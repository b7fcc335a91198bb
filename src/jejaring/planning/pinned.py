"""Accepted trades as they can be pinned: taken from a plan, with the prices that were agreed.

It knows trades by their names. How a program holds them, see `pins`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.language import Language, read_phrases
from jejaring.market import Market
from jejaring.planning.columns import PINNED_CARRIAGE_COLUMNS, TRADE_COLUMNS
from jejaring.planning.model import Plan


class PinFault(ValueError):
    """Trades that cannot be pinned in a market: says which and why, in either language."""

    def __init__(self, kind: str, **values: object) -> None:
        self.kind = kind
        self.values = values
        super().__init__(self.say("en"))

    def say(self, language: Language) -> str:
        """What is wrong and what would be right."""
        return read_phrases("jejaring.planning").say(f"pin-{self.kind}", language, **self.values)


@dataclass(frozen=True)
class Pins:
    """Accepted trades with their agreed prices."""

    trades: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=TRADE_COLUMNS))
    """Columns `TRADE_COLUMNS`."""
    carriage: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PINNED_CARRIAGE_COLUMNS))
    """Which of them hauliers carry, in the order of the way, and for how much a kilogram."""
    signed: pl.Series | None = None
    """What was signed of each, where that is a little more, as whole lots can be: base units."""

    def __len__(self) -> int:
        return self.trades.height

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """As they stand in a plan."""
        return {"pinned": self.trades, "pinned_carriage": self.carriage}

    @property
    def to_sign(self) -> NDArray[np.float64]:
        """Shape (trades,): what each is signed for, base units."""
        return (self.trades["quantity"] if self.signed is None else self.signed).to_numpy()

    @cached_property
    def in_order(self) -> pl.DataFrame:
        """The carriage in the order of the trades, with `row`, the number of its trade."""
        number = self.trades.select("trade").with_row_index("row")
        carriage = self.carriage.join(number, on="trade", maintain_order="left")
        return carriage.sort("row", maintain_order=True)


def pins_of(plan: Plan, trades: Iterable[str] | None = None) -> Pins:
    """Trades of a plan, by their ids, as they can be pinned in the next; left out, all of them.

    Raises
    ------
    PinFault
        When the plan has no such trade.
    """
    chosen = _named(plan.trades, trades)
    agreed = plan.pinned_carriage.select("trade", "haulage", agreed="price")
    carriage = (
        plan.carriage.join(chosen.select("trade", "period"), on="trade", maintain_order="left")
        .join(
            plan.levels.select(haulage="listing", period="period", price="price"),
            on=["haulage", "period"],
            how="left",
            maintain_order="left",
        )
        .join(agreed, on=["trade", "haulage"], how="left", maintain_order="left")
        .with_columns(price=pl.coalesce("agreed", "price"))
    )
    return Pins(chosen, carriage.select(list(PINNED_CARRIAGE_COLUMNS)))


def signed_pins(market: Market, plan: Plan, trades: Iterable[str] | None = None) -> Pins:
    """Trades of a plan's practical plan, by their ids, as they can be pinned in the next; left out, all.

    What was agreed in whole rupiah for all of a trade becomes a price for each unit. Whoever has to buy whole
    units or lots may have bought a little more than they use: the exact plan is bound to what they use.

    Raises
    ------
    PinFault
        When the practical plan has no such trade.
    """
    chosen = _named(plan.practical_trades, trades)
    carriage = plan.practical_carriage.join(chosen.select("trade"), on="trade", how="semi")
    most = _uses(market, plan)
    line = ["buyer", "period", "commodity"]
    pinned = chosen.join(
        most, left_on=line, right_on=["listing", "period", "commodity"], how="left", maintain_order="left"
    ).with_columns(
        price_origin=pl.col("received") / pl.col("quantity"),
        freight=(pl.col("paid") - pl.col("received")) / pl.col("quantity"),
        price_delivered=pl.col("paid") / pl.col("quantity"),
        signed="quantity",
        quantity=pl.col("quantity")
        * pl.min_horizontal(pl.lit(1.0), pl.col("uses") / pl.col("quantity").sum().over(line)).fill_null(1.0),
    )
    shrunk = pinned.select("trade", share=pl.col("quantity") / pl.col("signed"))
    carriage = carriage.join(shrunk, on="trade", maintain_order="left").with_columns(
        price=pl.col("amount") / pl.col("kg"), kg=pl.col("kg") * pl.col("share")
    )
    return Pins(
        pinned.select(list(TRADE_COLUMNS)), carriage.select(list(PINNED_CARRIAGE_COLUMNS)), pinned["signed"]
    )


def _uses(market: Market, plan: Plan) -> pl.DataFrame:
    """listing, period, commodity, uses: what every capacity uses of its materials by the practical plan."""
    recipes = market.catalogue.recipes.filter(pl.col("quantity") < 0)
    return (
        plan.practical_levels.join(market.capacities.select("recipe", listing="id"), on="listing")
        .join(recipes.select("recipe", "commodity", each=-pl.col("quantity")), on="recipe")
        .select("listing", "period", "commodity", uses=pl.col("level") * pl.col("each"))
    )


def _named(table: pl.DataFrame, trades: Iterable[str] | None) -> pl.DataFrame:
    """The rows of these trades, in the table's order."""
    if trades is None:
        return table
    ids = set(trades)
    for unknown in sorted(ids - set(table["trade"])):
        raise PinFault("no-such-trade", trade=unknown)
    return table.filter(pl.col("trade").is_in(list(ids)))
