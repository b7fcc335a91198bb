"""Small random markets, the same for the same seed, and what they look like when made by hand.

A market is a dict of frames with the columns of `jejaring.market.model.TABLES`. Weight is never made from
nothing: a recipe's outputs weigh at most what its inputs weigh, so cycles of recipes cannot feed themselves.
"""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import polars as pl
from hypothesis import strategies as st

from jejaring.catalogue import shipped_catalogue
from jejaring.market.model import LISTING_TABLES, TABLES

Frames = dict[str, pl.DataFrame]

REGENCIES = ("32.05", "33.74", "35.78", "73.71", "11.71", "51.03", "64.72", "53.01")
DISTRICT = {"32.05": "32.05.01", "33.74": "33.74.01", "73.71": "73.71.01"}  # a finer place in the regency
MONTHS = ("2026-11", "2026-12", "2027-01", "2027-02")
SHELF_LIVES = (1.0, 2.0, 3.0, 59.0, 60.0, 400.0)  # days; around what closes lanes and stores
HANDLING = tuple(shipped_catalogue().handling["handling"])


def frames_of(**tables: Iterable[Mapping]) -> Frames:
    """Frames from rows given as dicts; columns and tables left out are null and empty.

    Cooperatives that the listings name and no row describes are added, in the region of the listing.
    """
    rows = {name: [dict(row) for row in tables.get(name, ())] for name in TABLES}
    known = {row["id"] for row in rows["cooperatives"]}
    for kind in LISTING_TABLES:
        for row in rows[kind]:
            if row["cooperative"] not in known:
                known.add(row["cooperative"])
                rows["cooperatives"].append(
                    {"id": row["cooperative"], "region": row.get("region") or row["origin"]}
                )
    for row in rows["cooperatives"]:
        row.setdefault("name", f"Koperasi Contoh {row['id']}")
    for row in rows["commodities"]:
        filled = {
            "name_id": row["commodity"],
            "name_en": row["commodity"],
            "unit": "kg",
            "kg_per_unit": 1.0,
            "divisible": True,
        }
        row.update({name: value for name, value in filled.items() if name not in row})
    return {
        name: pl.DataFrame(
            [{column: row.get(column) for column in columns} for row in rows[name]],
            schema=columns,
            orient="row",
        )
        for name, columns in TABLES.items()
    }


def random_frames(seed: int, *, regions: int | None = None, commodities: int | None = None) -> Frames:
    """A random market of 2-6 regions, 1-5 commodities and 1-4 months with its own freight."""
    return _Maker(np.random.default_rng(seed), regions, commodities).make()


def random_markets() -> st.SearchStrategy[Frames]:
    """The same markets as a hypothesis strategy, which shrinks to few regions and commodities."""
    return st.builds(
        random_frames,
        st.integers(0, 2**32 - 1),
        regions=st.integers(2, 6),
        commodities=st.integers(1, 5),
    )


def shrunk(frames: Frames, fails: Callable[[Frames], bool]) -> Frames:
    """The smallest market found by leaving out rows one by one that still `fails`."""
    smaller = True
    while smaller:
        smaller = False
        for name in (*LISTING_TABLES, "freight", "recipes", "commodities", "cooperatives"):
            for row in reversed(range(frames[name].height)):
                trial = {**frames, name: frames[name].filter(pl.int_range(pl.len()) != row)}
                if fails(trial):
                    frames, smaller = trial, True
    return frames


class _Maker:
    """Draws one market: its proportions first, then row by row."""

    def __init__(self, rng: np.random.Generator, regions: int | None, commodities: int | None) -> None:
        self.rng = rng
        self.regions = [str(code) for code in rng.permutation(REGENCIES)[: regions or rng.integers(2, 7)]]
        count = commodities or int(rng.integers(1, 6))
        self.commodities = [f"barang-{number}" for number in range(1, count + 1)]  # rawest first
        self.months = MONTHS[: rng.integers(1, len(MONTHS) + 1)]
        self.dated = self.chance(0.7)  # whether any listing names a month
        self.tied = self.chance(0.4)  # whether prices and quantities are coarse, so that many are equal
        self.kg = {c: self.pick((1.0, 1.0, 0.8, 2.5, 50.0)) for c in self.commodities}
        per_kg = np.sort(100.0 * 2.0 ** rng.uniform(0, 3.5, count))
        self.value = {c: float(v) * self.kg[c] for c, v in zip(self.commodities, per_kg, strict=True)}
        self.recipe_rows = self.recipes()
        self.cooperatives: list[dict] = []

    def make(self) -> Frames:
        sides = self.pick(("both",) * 26 + ("offers", "needs", "none"))
        offers = self.goods("A", 0.4, 1.2, raw=True) if sides in ("both", "offers") else []
        needs = self.goods("B", 0.8, 2.5, raw=False) if sides in ("both", "needs") else []
        others = [self.capacities, self.stores, self.haulage] if sides != "none" else []
        capacities, stores, haulage = [make() for make in others] or ([], [], [])
        return frames_of(
            cooperatives=self.cooperatives,
            offers=offers,
            needs=needs,
            capacities=capacities,
            stores=stores,
            haulage=haulage,
            commodities=self.own_commodities(),
            recipes=self.recipe_rows,
            freight=self.freight(),
        )

    def chance(self, probability: float) -> bool:
        return bool(self.rng.random() < probability)

    def pick(self, choices):
        return choices[int(self.rng.integers(len(choices)))]

    def numbered(self, prefix: str, fewest: int, most: int) -> list[str]:
        return [f"{prefix}{number}" for number in range(1, int(self.rng.integers(fewest, most + 1)) + 1)]

    def price(self, value: float, low: float, high: float) -> float:
        if self.chance(0.05):
            return 0.0
        price = value * self.rng.uniform(low, high)
        step = 10.0 ** np.floor(np.log10(max(price, 1.0))) if self.tied else 1.0
        return float(np.round(price / step) * step)

    def quantity(self, kg: float = 1.0, most: float = 200.0) -> float:
        if self.chance(0.05):
            return 0.0
        kilograms = self.pick((10.0, 50.0, 100.0)) if self.tied else self.rng.uniform(1, most)
        return float(np.round(kilograms / kg, 3))

    def cooperative(self) -> tuple[str, str]:
        """Id and region of a cooperative, an old one or a new one."""
        if self.cooperatives and self.chance(0.3):
            row = self.pick(self.cooperatives)
        else:
            region = self.pick(self.regions)
            row = {"id": f"K{len(self.cooperatives) + 1}", "region": region, "outside": self.chance(0.1)}
            if region in DISTRICT and self.chance(0.3):
                row["region"] = DISTRICT[region]
            self.cooperatives.append(row)
        return row["id"], row["region"]

    def place(self) -> dict:
        """A cooperative and, mostly, where: there or elsewhere; left out, it is there."""
        cooperative, region = self.cooperative()
        where = (
            {} if self.chance(0.2) else {"region": self.pick(self.regions) if self.chance(0.2) else region}
        )
        return {"cooperative": cooperative} | where

    def window(self, early: float = 0.5) -> dict:
        """Some or both ends of a window; `early` is the chance of starting with the horizon."""
        if not self.dated:
            return {}
        last = len(self.months) - 1
        ends = np.sort(self.rng.integers(0, last + 1, 2))
        first, until = (0, int(ends[0])) if self.chance(early) else (int(ends[0]), last)
        named = {"from": self.months[first], "until": self.months[until]}
        return {name: month for name, month in named.items() if self.chance(0.8)}

    def goods(self, prefix: str, low: float, high: float, raw: bool) -> list[dict]:
        """Offers are more often of raw goods and early, needs of what is made of them and late."""
        rows: list[dict] = []
        for name in self.numbered(prefix, 2, 4 + 2 * len(self.commodities)):
            if rows and self.chance(0.1):  # an equal duplicate
                rows.append({**self.pick(rows), "id": name})
                continue
            two = sorted((self.pick(self.commodities), self.pick(self.commodities)))
            commodity = two[0] if raw else two[1]
            rows.append(
                {
                    "id": name,
                    "commodity": commodity,
                    "quantity": self.quantity(self.kg[commodity]),
                    "price": self.price(self.value[commodity], low, high),
                    **self.place(),
                    **self.window(early=0.8 if raw else 0.2),
                }
            )
        return rows

    def recipes(self) -> list[dict]:
        """Recipes mostly from raw to made, some back: alternatives and cycles come about by themselves."""
        rows: list[dict] = []
        if len(self.commodities) < 2:
            return rows
        for name in self.numbered("resep-", 0, 2 * len(self.commodities)):
            goods = [str(c) for c in self.rng.permutation(self.commodities)]
            if self.chance(0.8):
                goods.sort(reverse=True)
                goods = goods[int(self.rng.integers(len(goods) - 1)) :]
            main, others = goods[0], goods[1:]
            beside = int(self.rng.integers(0, min(3, len(others))))
            made = {main: 1.0} | {c: float(np.round(self.rng.uniform(0.05, 0.6), 2)) for c in others[:beside]}
            inputs = others[beside:][: self.rng.integers(1, 3)]
            weight = sum(self.kg[c] * amount for c, amount in made.items())
            weight *= 1.0 if self.chance(0.3) else self.rng.uniform(1.0, 1.8)
            shares = self.rng.dirichlet(np.ones(len(inputs)))
            used = {
                c: -float(np.ceil(1e4 * weight * share / self.kg[c]) / 1e4)
                for c, share in zip(inputs, shares, strict=True)
            }
            parts = [*made.items(), *used.items()]
            rows += [{"recipe": name, "commodity": c, "quantity": a} for c, a in parts]
        return rows

    def capacities(self) -> list[dict]:
        main_output = {}
        for row in self.recipe_rows:
            main_output.setdefault(row["recipe"], row["commodity"])
        rows = []
        for name in self.numbered("C", 1, 8) if main_output else ():
            recipe, commodity = self.pick(list(main_output.items()))
            rows.append(
                {
                    "id": name,
                    "recipe": recipe,
                    "quantity": self.quantity(self.kg[commodity]),
                    "price": self.price(self.value[commodity], 0.02, 0.4),
                    **self.place(),
                    **self.window(),
                }
            )
        return rows

    def stores(self) -> list[dict]:
        rows = []
        for name in self.numbered("G", 0, 2 + 2 * len(self.commodities)):
            commodity = self.pick(self.commodities)
            rows.append(
                {
                    "id": name,
                    "commodity": commodity,
                    "quantity": self.quantity(self.kg[commodity]),
                    "price": self.price(self.value[commodity], 0.01, 0.15),
                    **self.place(),
                    **(self.window() if self.chance(0.3) else {}),
                }
            )
        return rows

    def haulage(self) -> list[dict]:
        rows = []
        for name in self.numbered("H", 0, 4):
            origin, destination = (str(code) for code in self.rng.permutation(self.regions)[:2])
            rows.append(
                {
                    "id": name,
                    "cooperative": self.cooperative()[0],
                    "origin": origin,
                    "destination": destination,
                    "quantity": self.quantity(),
                    "price": self.price(60.0, 0.1, 1.0),
                    "hours": self.hours(),
                    **self.window(),
                }
            )
        return rows

    def hours(self) -> float | None:
        return None if self.chance(0.3) else self.pick((6.0, 24.0, 25.0, 48.0, 72.0, 200.0))

    def freight(self) -> list[dict]:
        """One row at least; some regions often out of reach, some lanes one way, a few free."""
        density = self.pick((0.3, 0.6, 1.0, 1.0))
        pairs = [(o, d) for o in self.regions for d in self.regions if o != d]
        kept = [pair for pair in pairs if self.chance(density)] or pairs[:1]
        return [
            {
                "origin": origin,
                "destination": destination,
                "rupiah_per_kg": self.price(80.0, 0.1, 2.0),
                "hours": self.hours(),
            }
            for origin, destination in kept
        ]

    def own_commodities(self) -> list[dict]:
        return [
            {
                "commodity": c,
                "kg_per_unit": self.kg[c],
                "shelf_life_days": self.pick(SHELF_LIVES) if self.chance(0.3) else None,
                "handling": self.pick(HANDLING) if self.chance(0.4) else None,
            }
            for c in self.commodities
        ]
