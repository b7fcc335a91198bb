"""Hold the plan of the rice market against what rice costs in traditional markets, province by province.

    python tools/compare_rice_prices.py MARKET PRICES.csv

MARKET is a market of milled rice (`beras`); PRICES.csv has the columns commodity, province_code and
median_rp_per_kg. Prints the correlations and draws docs/images/rice-prices.svg.
"""

import argparse
from pathlib import Path

import altair as alt
import numpy as np
import polars as pl

from jejaring.geography import region_name
from jejaring.market import Market
from jejaring.planning import plan

PICTURE = Path(__file__).parents[1] / "docs" / "images" / "rice-prices.svg"
FAR_EAST = ("91", "92", "93", "94", "95", "96")


def province_prices(market: Path, consumer_prices: Path) -> pl.DataFrame:
    """province, planned, paid, name: rupiah per kg of rice, mean of the plan and median of the markets."""
    planned = (
        plan(Market.read(market))
        .prices.filter(commodity="beras")
        .group_by(province=pl.col("region").str.head(2))
        .agg(planned=pl.col("price").mean())
    )
    paid = pl.read_csv(consumer_prices, schema_overrides={"province_code": pl.String}).filter(
        commodity="beras-kualitas-medium-i"
    )
    both = paid.select(province="province_code", paid="median_rp_per_kg").join(planned, on="province")
    names = [region_name(code) for code in both["province"]]
    return both.with_columns(name=pl.Series(names)).sort("province")


def correlation(prices: pl.DataFrame) -> float:
    """Pearson's, of planned and paid."""
    return float(np.corrcoef(prices["planned"], prices["paid"])[0, 1])


def scatter(prices: pl.DataFrame) -> alt.LayerChart:
    """One dot a province; those that stand out are named."""
    apart = prices.with_columns(
        far=((pl.col("paid") - pl.col("paid").median()).abs() / pl.col("paid").std())
        + (pl.col("planned") - pl.col("planned").median()).abs() / pl.col("planned").std()
    ).sort("far", descending=True)
    axes = {
        "x": alt.X("planned", title="Plan: mean price of rice, Rp/kg", scale=alt.Scale(zero=False)),
        "y": alt.Y("paid", title="Markets: median price, Rp/kg, Feb 2026", scale=alt.Scale(zero=False)),
    }
    dots = alt.Chart(prices).mark_circle(size=60, color="#0b6e4f").encode(**axes)
    names = alt.Chart(apart.head(12)).mark_text(align="left", dx=6, fontSize=10).encode(**axes, text="name")
    return (dots + names).properties(
        width=560, height=380, title=f"34 provinces, r = {correlation(prices):.2f}"
    )


def main() -> None:
    """Compare, print and draw."""
    options = argparse.ArgumentParser(description="Hold the plan of the rice market against real prices.")
    options.add_argument("market", type=Path, help="a market of milled rice (beras)")
    options.add_argument("prices", type=Path, help="CSV: commodity, province_code, median_rp_per_kg")
    given = options.parse_args()
    prices = province_prices(given.market, given.prices)
    west = prices.filter(~pl.col("province").is_in(FAR_EAST))
    print(f"{prices.height} provinces: Pearson {correlation(prices):.3f}")
    print(f"{west.height} provinces without Papua: Pearson {correlation(west):.3f}")
    for column in ("planned", "paid"):
        print(f"{column}: Rp{prices[column].min():,.0f} to Rp{prices[column].max():,.0f} per kg")
    PICTURE.parent.mkdir(exist_ok=True)
    scatter(prices).save(PICTURE)
    print(f"drawn: {PICTURE.relative_to(Path(__file__).parents[1])}")


if __name__ == "__main__":
    main()
