"""Has numba compile once all that it compiles, before tests run side by side and each would.

Run as `python -m tests.planning.machine_code`. It asks of a sample market one question of each kind that is
answered by machine code, and needs nothing but the product. What it should miss, tests compile themselves.
"""

import polars as pl

from jejaring.market import AddListing, ChangeListing, Market, RemoveListing, build_market
from jejaring.market.sample import sample_market
from jejaring.planning.entering import entering_prices
from jejaring.planning.planner import solve_market
from jejaring.planning.warm import Planner


def main() -> None:
    """One question of each kind."""
    market = sampled()
    solved = solve_market(market, solver="simplex")
    plan = solved.plan()
    list(entering_prices(solved, plan.levels.filter(pl.col("level") == 0)["listing"]))
    first, second = market.offers.head(2).to_dicts()
    planner = Planner(market)
    for change in (
        ChangeListing(first["id"], {"price": 1.0}),
        RemoveListing(second["id"]),
        AddListing("offers", first | {"id": "another"}),
    ):
        planner.changed([change])


def sampled() -> Market:
    """Small, over months, with stores, and hauliers who are cheap and have too little room."""
    tables = sample_market(30, 120, 12, months=3, stores=0.1, haulage=0.2)
    tables["haulage"] = tables["haulage"].with_columns(
        pl.lit(1.0).alias("price"), pl.lit(100.0).alias("quantity")
    )
    return build_market(tables)


if __name__ == "__main__":
    main()
