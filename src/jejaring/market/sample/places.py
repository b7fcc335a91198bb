"""Where a synthetic market's cooperatives are and where its goods come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.geography.regions import regencies
from jejaring.market.sample.draws import Draws
from jejaring.market.sample.goods import Good, is_bound


@dataclass(frozen=True)
class Places:
    """Regencies with cooperatives in them, and the cooperatives, in the order of their regencies."""

    codes: NDArray[np.object_]
    """Shape (r,): regency codes in use, rising."""
    names: NDArray[np.object_]
    """Shape (r,)."""
    points: NDArray[np.float64]
    """Shape (r, 2): degrees north and east."""
    islands: NDArray[np.int64]
    """Shape (r,): what can be reached by road has the same number."""
    price_level: NDArray[np.float64]
    """Shape (r,): what people there pay, relative to the country."""
    place: NDArray[np.int64]
    """Shape (cooperatives,): the regency of each cooperative, as an index of `codes`, rising."""
    first: NDArray[np.int64]
    """Shape (r,): the first cooperative of each regency."""
    count: NDArray[np.int64]
    """Shape (r,): how many cooperatives each regency has."""


@dataclass(frozen=True)
class Homes:
    """For every good or recipe the regencies it comes from, one after another."""

    places: NDArray[np.int64]
    first: NDArray[np.int64]
    count: NDArray[np.int64]

    def draw(self, subjects: NDArray[np.int64], chance: Draws) -> NDArray[np.int64]:
        """One of the homes of each subject."""
        position = self.first[subjects] + chance.below(self.count[subjects], len(subjects))
        return np.take(self.places, position)

    def of(self, subject: int) -> NDArray[np.int64]:
        """All homes of one subject."""
        return self.places[self.first[subject] : self.first[subject] + self.count[subject]]


def place_cooperatives(cooperatives: int, chance: Draws) -> Places:
    """Spread cooperatives over the country, more of them where more people live.

    People by province are orders of magnitude (data/provinces.csv, unverified), spread evenly over
    the regencies of a province.
    """
    provinces = pl.read_csv(
        files("jejaring.market.sample").joinpath("data", "provinces.csv").read_bytes(),
        schema_overrides={"province": pl.String},
    )
    regions = (
        regencies()
        .select("code", "name", "lat", "lon", "island", code_province=pl.col("code").str.head(2))
        .join(provinces.drop("name"), left_on="code_province", right_on="province", how="inner")
        .with_columns(weight=pl.col("people") * 100 // pl.len().over("code_province"))
        .sort("code")
    )
    drawn = np.sort(chance.weighted(regions["weight"].to_numpy().astype(np.int64), cooperatives))
    used, place, count = np.unique(drawn, return_inverse=True, return_counts=True)
    kept = regions[used]
    return Places(
        codes=kept["code"].to_numpy(),
        names=kept["name"].to_numpy(),
        points=kept.select("lat", "lon").to_numpy().astype(np.float64),
        islands=kept["island"].to_numpy().astype(np.int64),
        price_level=kept["price_level"].to_numpy() / 100.0,
        place=place.astype(np.int64),
        first=np.cumsum(count) - count,
        count=count.astype(np.int64),
    )


def homes_of_goods(goods: Sequence[Good], places: Places, chance: Draws) -> Homes:
    """Where each good comes from: about half of the regencies of its provinces, or two in five anywhere.

    What grows in the country is not offered from cities where a province of its own has other regencies.
    """
    province = np.array([code[:2] for code in places.codes])
    rural = np.array([code[3] != "7" for code in places.codes])
    everywhere = np.arange(len(places.codes))
    chosen = []
    for good in goods:
        at_home = np.isin(province, good.provinces)
        allowed = everywhere[at_home & (rural | (not good.harvest))]
        pool, tenths = (allowed, 5) if len(allowed) else (everywhere, 4)
        chosen.append(pool[chance.chosen(max(1, len(pool) * tenths // 10), len(pool))])
    return _homes(chosen)


def homes_of_recipes(
    recipes: Sequence[Sequence[tuple[str, float]]], goods: Sequence[Good], homes: Homes
) -> Homes:
    """Where each recipe is worked: where its fresh inputs or its services are, else where its product is."""
    position = {good.commodity: index for index, good in enumerate(goods)}
    chosen = []
    for rows in recipes:
        bound = [name for name, quantity in rows if quantity < 0 and is_bound(goods[position[name]])]
        chosen.append(homes.of(position[bound[0] if bound else rows[0][0]]))
    return _homes(chosen)


def _homes(chosen: Sequence[NDArray[np.int64]]) -> Homes:
    count = np.array([len(places) for places in chosen], dtype=np.int64)
    joined = np.concatenate(chosen) if chosen else np.zeros(0, dtype=np.int64)
    return Homes(joined.astype(np.int64), np.cumsum(count) - count, count)
