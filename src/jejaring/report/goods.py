"""What commodities are called and counted in.

It knows a market's catalogue in one language. It refuses to know prices and places.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jejaring.language import Language, isolated
from jejaring.market.model import Market


@dataclass(frozen=True)
class Goods:
    """Names and units of a market's commodities; one the catalogue lacks is called by its key."""

    names: Mapping[str, str]
    units: Mapping[str, str]

    def name(self, commodity: str) -> str:
        """What people call it."""
        return self.names.get(commodity) or commodity

    def unit(self, commodity: str) -> str:
        """Its base unit, as the catalogue writes it."""
        return self.units.get(commodity) or ""


def goods_of(market: Market, language: Language) -> Goods:
    """The commodities of a market, named in one language, or in the other where that is all there is."""
    frame = market.catalogue.commodities
    first, second = ("name_id", "name_en") if language == "id" else ("name_en", "name_id")
    names = [
        isolated(one or other or key)
        for key, one, other in frame.select("commodity", first, second).iter_rows()
    ]
    keys = frame["commodity"].to_list()
    return Goods(dict(zip(keys, names, strict=True)), dict(zip(keys, frame["unit"], strict=True)))
