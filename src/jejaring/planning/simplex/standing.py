"""Where a solve stood, told by names: of goods, months, places and listings, not by this solve's numbers.

So an optimal basis can be kept in a file and taken up in another market, or in the same one changed: see
`resume`. What the other market does not have is left out there.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.planning.program import Program
from jejaring.planning.simplex.basis import LADDER, Basis
from jejaring.planning.simplex.layout import Layout

Ints = NDArray[np.int64]

NODE_KEY = ("kind", "name", "period", "place", "months")
PROCESS_KEY = ("kind", "name", "period", "place", "price")
GOOD, WINDOW_OF_OFFERS, WINDOW_OF_NEEDS, KILOGRAMS = 0, 1, 2, 3

SCHEMAS = {
    "nodes": {
        "kind": pl.Int64, "name": pl.String, "period": pl.String, "place": pl.String, "months": pl.Int64,
        "price": pl.Float64, "below": pl.Float64, "used": pl.Float64, "anchors": pl.Boolean,
        "parent": pl.Int64, "up": pl.Boolean, "flow": pl.Float64,
    },
    "processes": {
        "kind": pl.Int64, "name": pl.String, "period": pl.String, "place": pl.String, "price": pl.Float64,
        "level": pl.Float64, "seat": pl.Int64,
    },
    "hauls": {
        "origin": pl.Int64, "destination": pl.Int64, "kilograms": pl.Int64, "level": pl.Float64,
        "seat": pl.Int64,
    },
}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """An optimal basis by names."""

    nodes: pl.DataFrame
    """`NODE_KEY`; price; below: the price under which the ladder would supply less; used: of its step;
    anchors: whether the ladder does; parent: row of the node above, -1 of tops; up, flow: of that arc."""
    processes: pl.DataFrame
    """`PROCESS_KEY`; level; seat: row of the node it is seated at, -1: not basic."""
    hauls: pl.DataFrame
    """origin, destination, kilograms: rows of nodes; level; seat."""

    def write(self, folder: Path) -> None:
        """Keep it in a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in SCHEMAS:
            getattr(self, name).write_parquet(folder / f"{name}.parquet")

    @classmethod
    def read(cls, folder: Path) -> "Standing":
        """Take it from a folder.

        Raises
        ------
        ValueError
            When it is not there, or not what `write` wrote.
        """
        try:
            found = cls(*(pl.read_parquet(folder / f"{name}.parquet") for name in SCHEMAS))
        except (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
            raise ValueError(f"{folder} holds no basis: {error}") from error
        if not found._holds_together():
            raise ValueError(f"{folder} holds a basis that was changed")
        return found

    def _holds_together(self) -> bool:
        """Whether all columns are there, all rows that are named, and nothing hangs in a circle."""
        nodes = len(self.nodes)
        for name, schema in SCHEMAS.items():
            if dict(getattr(self, name).schema) != schema:
                return False
        rows = pl.concat(
            [
                self.nodes["parent"].alias("row"),
                self.processes["seat"].alias("row"),
                *(self.hauls[name].alias("row") for name in ("origin", "destination", "kilograms", "seat")),
            ]
        )
        if rows.null_count() or not rows.is_between(-1, nodes - 1).all():
            return False
        above = self.nodes["parent"].to_numpy()
        for _ in range(nodes.bit_length() + 1):  # each round looks twice as far up
            above = np.where(above >= 0, above[np.maximum(above, 0)], -1) if nodes else above
        return bool((above < 0).all())


def standing_of(program: Program, hauliers: pl.Series, layout: Layout, basis: Basis) -> Standing:
    """Tell a basis by names; `hauliers` are the ids of the haulage listings."""
    problem, nodes = layout.problem, basis.nodes
    own = slice(0, problem.first_haul)
    hauls = problem.first_haul + np.flatnonzero(
        (basis.roles["level"][problem.first_haul :] > 0) | (basis.roles["seat"][problem.first_haul :] >= 0)
    )
    entry = problem.processes["first_entry"][hauls].astype(np.int64)
    return Standing(
        nodes=node_keys(program, hauliers, layout).with_columns(
            price=pl.Series(basis.price),
            below=pl.Series(basis.below),
            used=pl.Series(nodes["used"].copy()),
            anchors=pl.Series((nodes["parent"] < 0) & (nodes["anchor"] == LADDER)),
            parent=pl.Series(nodes["parent"].astype(np.int64)),
            up=pl.Series(nodes["toward_parent"] > 0),
            flow=pl.Series(nodes["flow"].copy()),
        ),
        processes=process_keys(program, layout).with_columns(
            level=pl.Series(basis.roles["level"][own].copy()),
            seat=pl.Series(basis.roles["seat"][own].astype(np.int64)),
        ),
        hauls=pl.DataFrame(
            {
                "origin": basis.entries["node"][entry].astype(np.int64),
                "destination": basis.entries["node"][entry + 1].astype(np.int64),
                "kilograms": basis.entries["node"][entry + 2].astype(np.int64),
                "level": basis.roles["level"][hauls].copy(),
                "seat": basis.roles["seat"][hauls].astype(np.int64),
            }
        ),
    )


def node_keys(program: Program, hauliers: pl.Series, layout: Layout) -> pl.DataFrame:
    """`NODE_KEY` of every node of a layout."""
    problem, months = layout.problem, len(program.periods)
    goods, periods = (
        pl.Series(list(names), dtype=pl.String) for names in (program.goods.commodities, program.periods)
    )
    traded, places = np.arange(program.nodes.count), place_names(program)
    sheet = problem.node_sheet[: program.nodes.count]
    windows, at = problem.windows, problem.windows["first_node"].astype(np.int64)
    hauls = program.activities["haulage"]
    by_month = np.argsort(hauls.period, kind="stable")
    return pl.concat(
        [
            _keys(GOOD, goods.gather(sheet // months), periods.gather(sheet % months),
                  places.gather(traded - problem.sheets["first_node"][sheet]), np.ones(len(traded))),
            _keys(np.where(windows["offers"] == 1, WINDOW_OF_OFFERS, WINDOW_OF_NEEDS),
                  goods.gather(sheet[at] // months), periods.gather(sheet[at] % months),
                  places.gather(at - problem.sheets["first_node"][sheet[at]]), windows["months"]),
            _keys(KILOGRAMS, hauliers.gather(hauls.listing[by_month]), periods.gather(hauls.period[by_month]),
                  pl.repeat("", len(by_month), dtype=pl.String, eager=True), np.ones(len(by_month))),
        ]
    )  # fmt: skip


def _keys(
    kind: int | Ints,
    name: pl.Series,
    period: pl.Series,
    place: pl.Series,
    months: NDArray[np.generic],
) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "kind": np.broadcast_to(np.asarray(kind, dtype=np.int64), len(name)).copy(),
            "name": name,
            "period": period,
            "place": place,
            "months": months.astype(np.int64),
        },
        schema_overrides={"name": pl.String, "period": pl.String, "place": pl.String},
    )


def place_names(program: Program) -> pl.Series:
    """The name of every place of a commodity: a regency's code; where goods only pass through, its number."""
    passed = int(program.nodes.places.max(initial=0)) - len(program.regions)
    return pl.Series([*program.regions, *(f"#{number}" for number in range(passed))], dtype=pl.String)


def process_keys(program: Program, layout: Layout) -> pl.DataFrame:
    """`PROCESS_KEY` of every process of a layout before its hauls; null where no listing is left in it."""
    periods = pl.Series(list(program.periods), dtype=pl.String)
    recipes = pl.Series(list(program.goods.main_output), dtype=pl.String)
    goods = pl.Series(list(program.goods.commodities), dtype=pl.String)
    mill, store = program.activities["capacities"], program.activities["stores"]
    parts, places = [], place_names(program)
    for kind, at, of, names in (
        (0, mill, layout.capacity_process, recipes.gather(program.work.recipe)),
        (1, store, layout.store_process, goods.gather(store.commodity)),
    ):
        process, first = np.unique(of, return_index=True)
        process, first = process[process >= 0], first[process >= 0]
        parts.append(
            pl.DataFrame(
                {
                    "process": process,
                    "kind": np.full(len(first), kind),
                    "name": names.gather(first),
                    "period": periods.gather(at.period[first]),
                    "place": places.gather(at.place[first]),
                    "price": layout.problem.processes["cost"][process],
                },
                schema_overrides={"name": pl.String, "period": pl.String, "place": pl.String},
            )
        )
    every = pl.DataFrame({"process": np.arange(layout.problem.first_haul)})
    return every.join(pl.concat(parts), on="process", how="left", maintain_order="left").drop("process")
