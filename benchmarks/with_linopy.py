"""The other side: the same linear program in pandas and linopy, solved by the same HiGHS.

`python -m benchmarks.with_linopy`. It reads the market's CSV files without checking anything, and takes
from Jejaring only figures: the shipped catalogue and the national freight network. It writes the model
as linopy's own advice goes for sparse balances: variables over tables of listings, balances as grouped
sums, a sparse model, handed to HiGHS directly.
"""

import argparse
from pathlib import Path

import linopy
import numpy as np
import pandas as pd
import polars as pl

from benchmarks.steps import Steps, Unfinished
from jejaring.catalogue import shipped_catalogue
from jejaring.geography import national_freight
from jejaring.geography.freight import Freight

Tables = dict[str, pd.DataFrame]

HOURS_PER_DAY = 24.0
STORABLE_FROM_DAYS = 60.0
TEXT = ["id", "cooperative", "commodity", "recipe", "region", "origin", "destination", "from", "until"]
LISTINGS = ("offers", "needs", "capacities", "stores", "haulage")


def main() -> None:
    """Measure one market."""
    options = argparse.ArgumentParser()
    options.add_argument("market", type=Path)
    options.add_argument("told", type=Path)
    options.add_argument("--time-limit", type=float, required=True)
    given = options.parse_args()
    linopy.options["semantics"] = "v1"  # what linopy asks for before it keeps balances sparse
    steps = Steps()
    try:
        _measure(steps, given.market, given.time_limit)
    except Unfinished as fault:
        steps.unfinished = str(fault)
    steps.write(given.told)


def _measure(steps: Steps, folder: Path, time_limit: float) -> None:
    with steps.step("read"):
        tables = read_tables(folder)
    with steps.step("build"):
        model = build_model(tables)
    steps.facts["commodities"] = len(catalogue_of(tables)[0])
    steps.facts["columns"], steps.facts["rows"] = int(model.nvars), int(model.ncons)
    with steps.step("solve"):
        _, condition = model.solve(
            "highs",
            io_api="direct",
            solver="simplex",
            time_limit=time_limit,
            output_flag=False,
            progress=False,
        )
        if condition != "optimal":
            raise Unfinished(f"HiGHS: {condition}")
    steps.facts["objective"] = -float(model.objective.value)


def read_tables(folder: Path) -> Tables:
    """The market's files as they are."""
    texts = dict.fromkeys(TEXT, "str")
    return {file.stem: pd.read_csv(file, dtype=texts) for file in sorted(folder.glob("*.csv"))}


def build_model(tables: Tables) -> linopy.Model:
    """Minimise asks, fees and freight less bids, so that nowhere more leaves than arrives."""
    freight = national_freight()
    goods, recipes = catalogue_of(tables)
    at = Numbering(freight, months_of(tables))
    frames = {kind: activities_of(tables[kind], kind, at, goods) for kind in LISTINGS if kind in tables}
    frames["lanes"] = lanes_of(goods, freight, at)

    model = linopy.Model(sparse=True)
    arrives: list[linopy.LinearExpression] = []
    cost: list[linopy.LinearExpression] = []

    def arrive(quantity: linopy.LinearExpression, node: pd.Series) -> None:
        arrives.append(quantity.groupby(node.rename("node")).sum())

    def limit(quantity: linopy.LinearExpression, frame: pd.DataFrame, each: str, name: str) -> None:
        most = frame.drop_duplicates(each).set_index(each)["quantity"].sort_index()
        model.add_constraints(quantity.groupby(frame[each]).sum() <= most, name=name)

    for kind, frame in frames.items():
        if frame.empty:
            continue
        bound = np.inf if kind in ("haulage", "lanes") else frame["quantity"]
        level = model.add_variables(lower=0, upper=bound, coords=[frame.index], name=kind)
        cost.append((level * (-frame["price"] if kind == "needs" else frame["price"])).sum())
        if kind == "offers":
            arrive(1.0 * level, frame["node"])
        elif kind == "needs":
            arrive(-1.0 * level, frame["node"])
        elif kind == "capacities":
            work = frame.reset_index(names="mill").merge(recipes, on="recipe").rename_axis(index="entry")
            node = at.node(work["number"], work["period"], work["place"])
            arrive(level.sel({frame.index.name: work["mill"].to_xarray()}) * work["per_unit"], node)
        else:
            arrive(-1.0 * level, frame["node"])
            arrive(1.0 * level, frame["node_after"])
        if kind in ("offers", "needs") and len(at.months) > 1:
            limit(1.0 * level, frame, "listing", f"{kind} over their window")
        if kind == "haulage":
            limit(level * frame["kg_per_unit"], frame, "haulier", "kilograms")
    model.add_constraints(linopy.merge(arrives, join="outer") >= 0, name="balance")
    model.add_objective(linopy.merge(cost))
    return model


class Numbering:
    """Numbers of months and places, and of the nodes they make with the commodities'."""

    def __init__(self, freight: Freight, months: list[str]) -> None:
        self.months = months
        self.period = {month: number for number, month in enumerate(months)}
        self.place = {region: number for number, region in enumerate(freight.regions)}
        self.places = freight.network.nodes if freight.network is not None else len(freight.regions)

    def node(self, number: pd.Series, period: pd.Series, place: pd.Series) -> pd.Series:
        """The node of each commodity's number, month and place."""
        return (number * len(self.months) + period) * self.places + place


def catalogue_of(tables: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The goods in use, by name, and the rows of the recipes in use; the market's own first."""
    shipped = shipped_catalogue()
    recipes = _as_pandas(shipped.recipes)
    if "recipes" in tables:
        own = tables["recipes"]
        recipes = pd.concat([own, recipes[~recipes["recipe"].isin(own["recipe"])]])
    recipes = recipes[recipes["recipe"].isin(tables["capacities"]["recipe"])]
    traded = [tables[kind]["commodity"] for kind in ("offers", "needs", "stores") if kind in tables]
    goods = pd.concat([tables.get("commodities"), _as_pandas(shipped.commodities)])
    goods = goods.drop_duplicates("commodity")
    goods = goods[goods["commodity"].isin(pd.concat([*traded, recipes["commodity"]]))]
    goods = goods.merge(_as_pandas(shipped.handling), on="handling", how="left")
    goods = goods.sort_values("commodity").set_index("commodity")
    goods["factor"] = goods["factor"].where(goods["handling"].notna(), 1.0)
    goods["shelf_life_days"] = goods["shelf_life_days"].astype(float).fillna(np.inf)
    goods["number"] = range(len(goods))
    recipes = recipes.rename(columns={"quantity": "per_unit"}).merge(goods["number"], on="commodity")
    return goods, recipes[["recipe", "number", "per_unit"]]


def _as_pandas(frame: pl.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(frame.to_dict(as_series=False))


def months_of(tables: Tables) -> list[str]:
    """All months named, first to last; one nameless period where there is none."""
    named = pd.concat(
        [tables[kind][["from", "until"]].stack() for kind in LISTINGS if kind in tables]
    ).dropna()
    if named.empty:
        return ["all"]
    return list(pd.period_range(named.min(), named.max(), freq="M").astype(str))


def activities_of(table: pd.DataFrame, kind: str, at: Numbering, goods: pd.DataFrame) -> pd.DataFrame:
    """Every listing in every month of its window, with its node; haulage with every good it may carry."""
    first = table["from"].map(at.period).fillna(0).to_numpy(dtype=int)
    last = table["until"].map(at.period).fillna(len(at.months) - 1).to_numpy(dtype=int)
    listing = np.repeat(np.arange(len(table)), last - first + 1)
    frame = table.drop(columns=["from", "until"]).iloc[listing].reset_index(drop=True).assign(listing=listing)
    frame["period"] = frame.groupby("listing").cumcount() + first[listing]
    frame["place"] = frame["origin" if kind == "haulage" else "region"].str[:5].map(at.place)
    if kind == "haulage":
        frame = _with_goods_carried(frame, goods)
    if kind == "stores":
        keeps = frame["commodity"].map(goods["shelf_life_days"]) >= STORABLE_FROM_DAYS
        frame = frame[keeps & (frame["period"] < len(at.months) - 1)].reset_index(drop=True)
    if kind != "capacities":
        number = frame["commodity"].map(goods["number"])
        frame["node"] = at.node(number, frame["period"], frame["place"])
    if kind == "haulage":
        arrival = frame["destination"].str[:5].map(at.place)
        frame["node_after"] = at.node(number, frame["period"], arrival)
    if kind == "stores":
        frame["node_after"] = at.node(number, frame["period"] + 1, frame["place"])
    return frame.rename_axis(index=f"{kind}_activity")


def _with_goods_carried(frame: pd.DataFrame, goods: pd.DataFrame) -> pd.DataFrame:
    """Every haulier's month with every good that may travel and arrives in time, priced per unit of it."""
    carried = goods.loc[goods["factor"].notna(), ["kg_per_unit", "shelf_life_days"]].reset_index()
    frame = frame.assign(haulier=frame.index).merge(carried, how="cross")
    in_time = frame["hours"].fillna(0.0) <= HOURS_PER_DAY * frame["shelf_life_days"]
    frame = frame[in_time].reset_index(drop=True)
    return frame.assign(price=frame["price"] * frame["kg_per_unit"])


def lanes_of(goods: pd.DataFrame, freight: Freight, at: Numbering) -> pd.DataFrame:
    """Every good in every month along every lane open to it: the network's, or all pairs that are in time."""
    elsewhere = ~np.eye(len(freight.regions), dtype=bool)
    periods = pd.DataFrame({"period": range(len(at.months))})
    frames = []
    for days, alike in goods[goods["factor"].notna()].groupby("shelf_life_days"):
        hours = HOURS_PER_DAY * days
        if freight.network is not None and not (freight.hours > hours).any():
            ways = freight.network
            arcs = pd.DataFrame(
                {"origin": ways.origin, "destination": ways.destination, "rate": ways.rupiah_per_kg}
            )
        else:
            rupiah_per_kg = freight.rupiah_per_kg_within(hours)
            origin, destination = np.nonzero(np.isfinite(rupiah_per_kg) & elsewhere)
            rate = rupiah_per_kg[origin, destination]
            arcs = pd.DataFrame({"origin": origin, "destination": destination, "rate": rate})
        frames.append(alike[["number", "kg_per_unit", "factor"]].merge(periods, "cross").merge(arcs, "cross"))
    lanes = pd.concat(frames, ignore_index=True).rename_axis(index="lane")
    return pd.DataFrame(
        {
            "node": at.node(lanes["number"], lanes["period"], lanes["origin"]),
            "node_after": at.node(lanes["number"], lanes["period"], lanes["destination"]),
            "price": lanes["rate"] * lanes["kg_per_unit"] * lanes["factor"],
        }
    )


if __name__ == "__main__":
    main()
