"""How many trades lie between a cooperative and raw material, and between it and the market.

The mean over all that passes through it, weighed by value: what an offer sells is no step from raw material,
what is made of it one step further than what it was made of; what a need buys is at the market (upstreamness
and downstreamness: Fally 2012; Antràs, Chor, Fally and Hillberry 2012). Where recipes feed each other in a
ring, the means are the solution of a linear system.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array, eye_array
from scipy.sparse.linalg import spsolve

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
STEP_COLUMNS = {
    "cooperative": pl.String,
    "from_raw": pl.Float64,  # trades since raw material, in the mean of what it buys and sells
    "to_market": pl.Float64,  # trades until a need is served
}
ALMOST_ALL = 1.0 - 1e-9
"""Of what goes round in a ring: a ring that nothing leaves would have no end."""


def steps(dealings: pl.DataFrame) -> pl.DataFrame:
    """Every cooperative that trades, `STEP_COLUMNS`, by id.

    Parameters
    ----------
    dealings : DataFrame
        See `dealings`.
    """
    if not dealings.height:
        return pl.DataFrame(schema=STEP_COLUMNS)
    listings = pl.concat([dealings["seller"], dealings["buyer"]]).unique().sort()
    number = {name: at for at, name in enumerate(listings)}
    seller, buyer = (
        dealings[end].replace_strict(number, return_dtype=pl.Int64).to_numpy() for end in ("seller", "buyer")
    )
    value = np.maximum(dealings["value"].to_numpy(), 1.0)
    since = steps_along(seller, buyer, value, len(listings))
    until = steps_along(buyer, seller, value, len(listings))
    # A trade is as far from raw material as its seller, and as far from the market as its buyer, and one.
    rows = [
        pl.DataFrame({"cooperative": dealings[side], "value": value, "since": since[at], "until": until[at]})
        for side, at in (("seller_cooperative", seller), ("buyer_cooperative", buyer))
    ]
    weighed = pl.col("since", "until") * pl.col("value")
    return (
        pl.concat(rows)
        .group_by("cooperative", maintain_order=True)
        .agg(weighed.sum() / pl.col("value").sum())
        .select("cooperative", from_raw="since", to_market="until")
        .sort("cooperative")
        .match_to_schema(STEP_COLUMNS)
    )


def steps_along(start: Ints, end: Ints, value: Floats, count: int) -> Floats:
    """Shape (count,): the mean number of trades that lead to each listing, following start to end."""
    arrives = np.bincount(end, weights=value, minlength=count)
    share = diags_array(1.0 / np.where(arrives > 0, arrives, 1.0)) @ csr_array(
        (value, (end, start)), shape=(count, count)
    )
    one_more = (arrives > 0).astype(np.float64)
    solved: Floats = spsolve((eye_array(count) - ALMOST_ALL * share).tocsc(), one_more)
    return np.atleast_1d(solved)
