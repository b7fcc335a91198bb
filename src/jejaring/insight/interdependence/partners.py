"""How much each cooperative depends on few others, and whether they depend on it in turn.

Concentration is the Herfindahl-Hirschman index: the sum of squared shares, 1 with a single partner, 1/n with
n equal ones. What a cooperative sells to itself, from its field to its mill, is no dependence and left out.
"""

import polars as pl

PARTNER_COLUMNS = {
    "cooperative": pl.String,
    "suppliers": pl.Int64,
    "supplier_concentration": pl.Float64,  # 0 to 1; null without suppliers
    "main_supplier": pl.String,
    "bought": pl.Float64,  # rupiah that its suppliers get
    "buyers": pl.Int64,
    "buyer_concentration": pl.Float64,  # 0 to 1; null without buyers
    "main_buyer": pl.String,
    "sold": pl.Float64,  # rupiah it gets from its buyers
    "reciprocity": pl.Float64,  # 0 to 1: the share of what it buys and sells that goes both ways
}


def partners(dealings: pl.DataFrame) -> pl.DataFrame:
    """Every cooperative that trades with another, `PARTNER_COLUMNS`, by id.

    Parameters
    ----------
    dealings : DataFrame
        See `dealings`.
    """
    pairs = (
        dealings.filter(pl.col("seller_cooperative") != pl.col("buyer_cooperative"))
        .group_by(seller="seller_cooperative", buyer="buyer_cooperative", maintain_order=True)
        .agg(pl.col("value").sum())
        .with_columns(value=pl.max_horizontal("value", 1.0))  # a gift is a partnership: it counts as a rupiah
    )
    supplied = _side(pairs, "buyer", "seller", "supplier", "bought")
    sold = _side(pairs, "seller", "buyer", "buyer", "sold")
    both = supplied.join(sold, on="cooperative", how="full", coalesce=True, maintain_order="left_right")
    return (
        both.join(_reciprocity(pairs), on="cooperative", how="left", maintain_order="left")
        .with_columns(
            pl.col("suppliers", "buyers").fill_null(0).cast(pl.Int64), pl.col("bought", "sold").fill_null(0.0)
        )
        .sort("cooperative")
        .match_to_schema(PARTNER_COLUMNS)
    )


def _side(pairs: pl.DataFrame, own: str, other: str, name: str, total: str) -> pl.DataFrame:
    value = pl.col("value")
    main = pl.col(other).sort_by("value", other, descending=[True, False]).first()
    return pairs.group_by(cooperative=own, maintain_order=True).agg(
        pl.len().alias(f"{name}s"),
        ((value / value.sum()) ** 2).sum().alias(f"{name}_concentration"),
        main.alias(f"main_{name}"),
        value.sum().alias(total),
    )


def _reciprocity(pairs: pl.DataFrame) -> pl.DataFrame:
    """Per cooperative: what goes both ways between it and each partner, as a share of all."""
    back = pairs.select(seller="buyer", buyer="seller", back="value")
    there = pairs.join(back, on=["seller", "buyer"], how="left", maintain_order="left").with_columns(
        mutual=pl.min_horizontal("value", pl.col("back").fill_null(0.0))
    )
    ends = [there.select("value", "mutual", cooperative=end) for end in ("seller", "buyer")]
    return (
        pl.concat(ends)
        .group_by("cooperative", maintain_order=True)
        .agg(reciprocity=pl.col("mutual").sum() / pl.col("value").sum())
    )
