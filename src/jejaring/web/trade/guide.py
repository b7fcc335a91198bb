"""What to ask: the network's price here by the last plan, and what others ask or would pay."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from jejaring.web.trade.board import board
from jejaring.web.trade.models import PriceGuide

FEW = 3
"""Of fewer listings no middle is told: one cooperative's price is not the market's."""


@dataclass(frozen=True)
class Guide:
    """Figures beside a price field, in rupiah per base unit."""

    network: Decimal | None
    """What the network pays in the regency by the last plan."""
    as_of: date | None
    others: int
    """Open listings of the same kind and thing."""
    low: float | None
    middle: float | None
    high: float | None
    """A quarter of them ask less than `low`, half less than `middle`, a quarter more than `high`."""

    def __bool__(self) -> bool:
        return self.network is not None or self.middle is not None

    @property
    def usual(self) -> Decimal | None:
        """One figure for it."""
        if self.network is not None:
            return self.network
        return None if self.middle is None else Decimal(str(round(self.middle, 2)))


def guide_for(kind: str, thing: str, region: str, *, today: date, without: int | None = None) -> Guide:
    """What to ask for a thing in a region; `thing` is a commodity, of capacities a recipe.

    `without` is the id of the cooperative that asks: its own listings are no guide to it.
    """
    network = PriceGuide.objects.filter(commodity=thing, region=region[:5]).first()
    if kind not in ("offers", "needs"):
        network = None
    others = board(kind, thing)
    counted = others.open_in(today)
    if without is not None:
        counted &= others.cooperative != without
    prices = others.price[counted]
    low = middle = high = None
    if len(prices) >= FEW:
        low, middle, high = (float(value) for value in np.percentile(prices, [25, 50, 75]))
    return Guide(
        network=network.price if network else None,
        as_of=network.as_of if network else None,
        others=len(prices),
        low=low,
        middle=middle,
        high=high,
    )
