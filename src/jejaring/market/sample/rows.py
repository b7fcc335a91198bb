"""Rows of a market's tables, many at once: ids, names, round prices, and which cooperative lists what."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.market.sample.draws import Draws
from jejaring.market.sample.places import Places

TYPES = ("produsen", "produsen", "produsen", "konsumen", "konsumen", "pemasaran", "jasa")
"""Types of cooperatives, as often as they stand here."""


def cooperative_rows(places: Places, chance: Draws) -> pl.DataFrame:
    """The cooperatives, numbered within their regencies."""
    size = len(places.place)
    number = np.arange(size) - places.first[places.place] + 1
    return pl.DataFrame(
        {
            "id": ids("C", size),
            "name": pl.Series(places.names[places.place], dtype=pl.String),
            "number": number,
            "region": pl.Series(places.codes[places.place], dtype=pl.String),
            "nik": pl.repeat(None, size, dtype=pl.String, eager=True),
            "type": pick(TYPES, chance.below(len(TYPES), size)),
            "outside": pl.repeat(False, size, eager=True),
        }
    ).with_columns(name=pl.format("Koperasi Contoh {} {}", "name", "number"))


def listing_rows(
    letter: str,
    place: NDArray[np.int64],
    subject: pl.Series,
    quantity: NDArray[np.float64],
    price: NDArray[np.float64],
    places: Places,
    chance: Draws,
) -> pl.DataFrame:
    """Listings in these places, each by one of the cooperatives there, without windows or minimums.

    `letter` begins their ids; `subject` is the column that says what each is about.
    """
    size = len(place)
    cooperative = places.first[place] + chance.below(places.count[place], size)
    return pl.DataFrame(
        {
            "id": ids(letter, size),
            "cooperative": ids("C", len(places.place)).gather(cooperative),
            subject.name: subject,
            "quantity": quantity,
            "price": price,
            "region": pick(places.codes, place),
            "from": pl.repeat(None, size, dtype=pl.String, eager=True),
            "until": pl.repeat(None, size, dtype=pl.String, eager=True),
            "minimum": pl.repeat(None, size, dtype=pl.Float64, eager=True),
        }
    )


def lots(values: Sequence[float], size: int, chance: Draws) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Which subject each of `size` listings is about, and its value in rupiah.

    The number of listings grows with the square root of a subject's value, their values with the rest, so
    that each subject's listings add up to about its value.
    """
    total = np.array(values)
    which = chance.weighted(np.rint(np.sqrt(total)).astype(np.int64) + 1, size)
    count = np.bincount(which, minlength=len(total))
    mean = total / np.maximum(count, 1)
    return which, mean[which] * chance.lot_sizes(size)


def with_minimums(listings: pl.DataFrame, share: float, chance: Draws) -> pl.DataFrame:
    """The listings, a share of them with a minimum of a quarter of their quantity."""
    chosen = pl.Series(chance.share(listings.height) < share)
    least = (pl.col("quantity") / 4).ceil()
    return listings.with_columns(minimum=pl.when(chosen).then(least).otherwise(None))


def whole(quantity: NDArray[np.float64]) -> NDArray[np.float64]:
    """Quantities as whole numbers, at least one."""
    return np.maximum(np.rint(quantity), 1.0)


def round_price(price: NDArray[np.float64]) -> NDArray[np.float64]:
    """Prices as people name them: to the rupiah, to ten above 2.000, to a hundred above 20.000, and so on."""
    step: NDArray[np.float64] = np.select(
        [price < 2_000, price < 20_000, price < 200_000], [1.0, 10.0, 100.0], 1_000.0
    )
    return np.maximum(np.rint(price / step) * step, 1.0)


def pick(values: Sequence[str] | NDArray[np.object_], places: NDArray[np.int64]) -> pl.Series:
    """The values at these places."""
    return pl.Series(list(values), dtype=pl.String).gather(places)


def ids(letter: str, size: int) -> pl.Series:
    """`C00001`, `C00002`, ..."""
    width = max(5, len(str(size)))
    return (letter + pl.Series(np.arange(1, size + 1)).cast(pl.String).str.zfill(width)).alias("id")
