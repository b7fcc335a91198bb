"""Do the prices prove it: does no shipment and no listing have anything better to do?"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.planning.certificate.case import KINDS, Case
from jejaring.planning.certificate.promises import Promises
from jejaring.planning.certificate.shipping import HOURS_PER_DAY, Shipping
from jejaring.planning.certificate.verdict import Check

Floats = NDArray[np.float64]
ALLOWED = 1e-6  # of a price
ROUNDING = 1e-9  # of the highest price of a commodity: a price below this share of it counts as that
EXACT = 1e-14  # of prices: sums and differences of them are not known more exactly
LEAST = 1e-6  # rupiah per unit: a price below it counts as that


@dataclass(frozen=True)
class Worth:
    """What every activity is worth at the plan's prices."""

    case: Case
    shipping: Shipping

    @cached_property
    def of(self) -> dict[str, tuple[Floats, Floats]]:
        """Per kind: the worth of one unit of each activity, and the size of the prices it is made of."""
        case = self.case
        offers, needs, stores = (case.activities[kind] for kind in ("offers", "needs", "stores"))
        now, then = case.price_at(stores), case.price_at(stores, later=1)
        return {
            "offers": (case.price_at(offers), case.price_at(offers)),
            "needs": (case.price_at(needs), case.price_at(needs)),
            "capacities": self._of_capacities(),
            "stores": (then - now, then + now),
            "haulage": self._of_haulage(),
        }

    def margin(self, kind: str) -> Floats:
        """What one unit of each activity gains: its worth less what it asks, or for a need the other way."""
        frame = self.case.activities[kind]
        worth, own = self.of[kind][0], frame["own"].to_numpy()
        gain: Floats = own - worth if kind == "needs" else worth - own
        gain[np.abs(gain) <= EXACT * (self.of[kind][1] + own)] = 0.0
        return gain

    @cached_property
    def promises(self) -> Promises:
        """What trades accepted before demand."""
        return Promises(self.case, self.of["haulage"][0])

    @cached_property
    def best(self) -> float:
        """The most surplus that is possible at these prices, if no shipment gains, rupiah."""
        return sum(float(self._bests[kind]["best"].sum()) for kind in KINDS) + self.promises.rupiah

    def listings(self) -> Check:
        """No listing could gain more at these prices than it does."""
        worst = Check("listings", 0.0)
        for kind in KINDS:
            frame = self._bests[kind]
            scale = ALLOWED * frame["quantity"] * frame["size"]
            better = (frame["best"] - frame["gain"]).to_numpy()
            off = np.where(better <= 0, 0.0, better / np.maximum(scale.to_numpy(), 1e-12))
            if len(off) and off.max() > worst.off_by:
                worst = Check("listings", float(off.max()), str(frame["listing"][int(off.argmax())]))
        return worst

    def stated(self) -> Check:
        """Every listing's stated price and gain follow from the prices, and nobody loses.

        The range its price could have had holds that price; that it reaches as far as it says is not proved.
        """
        worst = Check("stated", 0.0)
        for kind in KINDS:
            frame = self.case.activities[kind]
            worth, size = self.of[kind]
            level, own = frame["level"].to_numpy(), frame["own"].to_numpy()
            allowed = ALLOWED * np.maximum(size + own, 1e-6)
            # What is gained beside the trades accepted before, and beside their agreed prices.
            gain = frame["gain"].to_numpy() - self.promises.agreed(kind)
            free_gain = gain - self.margin(kind) * self.promises.least(kind)
            off_price = np.abs(frame["price"].to_numpy() - worth) / allowed
            off_gain = np.maximum(np.abs(gain - level * self.margin(kind)), -free_gain) / (
                allowed * np.maximum(level, 1e-9)
            )
            price = frame["price"]
            below = (frame["price_low"] - price).fill_null(0.0).to_numpy() / allowed
            above = (price - frame["price_high"]).fill_null(0.0).to_numpy() / allowed
            off_price = np.nan_to_num(np.maximum.reduce([off_price, below, above]), nan=np.inf)
            stated = frame["percent"].fill_null(0.0).to_numpy() / 100 * level * np.where(own > 0, own, 1.0)
            off_gain = np.maximum(
                off_gain, np.abs(stated - frame["gain"].to_numpy()) / (allowed * np.maximum(level, 1e-9))
            )
            off = np.maximum(off_price, np.where(level > 0, off_gain, np.where(gain == 0, 0.0, np.inf)))
            if len(off) and off.max() > worst.off_by:
                worst = Check("stated", float(off.max()), str(frame["listing"][int(off.argmax())]))
        return worst

    def lanes(self) -> tuple[Check, float]:
        """No possible shipment pays; and what those within the tolerance could add to the bound, rupiah.

        Where no single haul pays, no way of several hauls does; only where one does are ways looked for.
        """
        worst, slack = Check("lanes", 0.0), 0.0
        supply = self._possible_supply()
        last, haul = -1, np.empty((0, 0))
        for c, t in np.argwhere(self.case.prices.max(axis=2, initial=0.0) > 0).tolist():
            if c != last:
                last, haul = c, self.shipping.haul(c)
            prices = self.case.prices[c, t]
            if not (self._excess(prices, haul) > 0).any():
                continue
            ways = self.shipping.rupiah_per_unit(c)
            most = self._excess(prices, ways)
            slack += float(most.max()) * supply[c, t]
            off = most / (ALLOWED * np.maximum(prices, max(ROUNDING * float(prices.max()), LEAST)))
            destination = int(off.argmax())
            if off[destination] > worst.off_by:
                regions = self.case.region["region"]
                origin = regions[int((prices + ways[:, destination]).argmin())]
                name = self.case.commodity["commodity"][c]
                worst = Check("lanes", float(off[destination]), f"{name}: {origin} -> {regions[destination]}")
        if (self.case.prices < 0).any():
            worst = Check("lanes", np.inf, "price < 0")
        return worst, slack

    def _excess(self, prices: Floats, cost: Floats) -> Floats:
        """Shape (n,): what a unit gains where it arrives, by the best of ways, at a `cost` (n, n)."""
        delivered = (prices[:, None] + cost).min(axis=0)
        gained: Floats = prices * (1 - EXACT) - delivered
        return gained

    @cached_property
    def _bests(self) -> dict[str, pl.DataFrame]:
        return {kind: self._best_of(kind) for kind in KINDS}

    def _best_of(self, kind: str) -> pl.DataFrame:
        """Per listing (or month of it, where so measured): the most it could gain, and what it does.

        What trades accepted before need of it is not free to gain elsewhere; what their agreed prices
        add is not counted.
        """
        margin, least = self.margin(kind), self.promises.least(kind)
        frame = self.case.activities[kind].with_columns(
            pl.col("gain") - self.promises.agreed(kind),
            margin=pl.Series(margin).clip(lower_bound=0.0),
            size=pl.Series(self.of[kind][1]) + pl.col("own"),
            least=pl.Series(least),
            promised=pl.Series(margin * least),
        )
        if kind in ("offers", "needs"):
            frame = frame.group_by("listing", maintain_order=True).agg(
                pl.col("margin").max(),
                pl.col("gain", "least", "promised").sum(),
                pl.col("size").max(),
                pl.col("quantity").first(),
            )
        if kind == "stores":
            frame = frame.with_columns(quantity=pl.when(self.case.can_keep).then("quantity").otherwise(0.0))
        free = (pl.col("quantity") - pl.col("least")).clip(lower_bound=0.0)
        return frame.with_columns(best=pl.col("promised") + pl.col("margin") * free)

    def _of_capacities(self) -> tuple[Floats, Floats]:
        case = self.case
        frame = case.activities["capacities"].with_row_index("row")
        recipe = case.recipe.join(case.commodity, on="commodity").select("recipe", "c", per_unit="quantity")
        entries = frame.join(recipe, on="recipe")
        value = entries["per_unit"].to_numpy() * case.price_at(entries)
        row = entries["row"].to_numpy()
        worth, size = np.zeros(frame.height), np.zeros(frame.height)
        np.add.at(worth, row, value)
        np.add.at(size, row, np.abs(value))
        return worth, size

    def _of_haulage(self) -> tuple[Floats, Floats]:
        case = self.case
        frame = case.activities["haulage"]
        worth, size = np.zeros(frame.height), np.zeros(frame.height)
        hours = frame["hours"].fill_null(0.0).to_numpy()
        goods = case.commodity
        for c, kg, factor, days in goods.select("c", "kg_per_unit", "factor", "shelf_life_days").iter_rows():
            if factor is None:
                continue
            in_time = hours <= HOURS_PER_DAY * (np.inf if days is None else days)
            in_time &= case.may_carry(c)
            at = frame.with_columns(c=pl.lit(c))
            from_price, to_price = case.price_at(at), case.price_at(at, region="to")
            worth = np.where(in_time, np.maximum(worth, (to_price - from_price) / kg), worth)
            size = np.where(in_time, np.maximum(size, (to_price + from_price) / kg), size)
        return worth, size

    def _possible_supply(self) -> Floats:
        """Shape (commodities, periods): the most that could ever come into being, in units."""
        case = self.case
        supply = np.zeros((case.commodity.height, case.period.height))
        recipe = case.recipe.join(case.commodity, on="commodity").filter(pl.col("quantity") > 0)
        made = case.activities["capacities"].join(
            recipe.select("recipe", "c", per_unit="quantity"), on="recipe"
        )
        last = case.period.height - 1
        for frame, amount, delay in (
            (case.activities["offers"], pl.col("quantity"), 0),
            (made, pl.col("quantity") * pl.col("per_unit"), 0),
            (case.activities["stores"], pl.col("quantity"), 1),
        ):
            where = frame["c"].to_numpy(), np.minimum(frame["t"].to_numpy() + delay, last)
            np.add.at(supply, where, frame.select(amount).to_series().to_numpy())
        return supply
