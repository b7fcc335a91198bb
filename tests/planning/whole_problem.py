"""The best practical plan of a small market: the whole problem as one mixed-integer program, for HiGHS.

The plain linear program of `oracle`, with whole numbers of what does not split and a yes or no for every
minimum. Goods that split may be traded in any amount here, so that its optimum is at least what any plan in
round quantities can reach. What is sold is bought: no more is left lying than is made or used where it lies.
"""

from collections import defaultdict

import numpy as np
import polars as pl
from oracle import Variable, write_program
from reading import read_plainly
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

GAP = 1e-7


def best_practical_surplus(market) -> float:
    """Rupiah, of the best that HiGHS finds in a few seconds; nan where it finds none."""
    facts = read_plainly(market)
    variables, limits = write_program(facts)
    if not variables:
        return 0.0
    whole = set(market.catalogue.commodities.filter(~pl.col("divisible"))["commodity"])
    listing = {one.id: one for one in facts.every_listing()}
    integral: set[tuple] = set()
    rows: list[tuple[dict, float]] = []  # sum of amounts <= limit

    for key, variable in list(variables.items()):
        kind = key[0]
        what = key[1] if kind == "ship" else key[2] if kind == "haul" else listing[key[1]].what
        if kind == "listing" and listing[key[1]].kind == "capacities":
            recipe = facts.recipes[what]
            main = next(c for c, amount in recipe.items() if amount > 0)
            if main in whole:
                integral.add(key)
            flows = dict(variable.flows)
            for c, amount in recipe.items():
                if c in whole and c != main:
                    node = (c, listing[key[1]].region, key[2])
                    del flows[node]
                    pieces = ("pieces", *key[1:], c)
                    sign = 1.0 if amount > 0 else -1.0
                    variables[pieces] = Variable(0.0, {node: sign}, {})
                    integral.add(pieces)
                    rows.append(({pieces: sign, key: -amount}, 0.0))
            variables[key] = Variable(variable.worth, flows, variable.limits)
        elif what in whole:
            integral.add(key)
    for kind in ("offers", "needs", "capacities"):
        for row in getattr(market, kind).filter(pl.col("minimum").is_not_null()).to_dicts():
            groups: dict[tuple, list[tuple]] = {}
            for month in listing[row["id"]].months:
                group = (row["id"], month) if kind == "capacities" else (row["id"],)
                groups.setdefault(group, []).append(("listing", row["id"], month))
            for group, members in groups.items():
                yes = ("yes", group)
                variables[yes] = Variable(0.0, {}, {})
                integral.add(yes)
                rows.append(({**dict.fromkeys(members, 1.0), yes: -row["quantity"]}, 0.0))
                rows.append(({**dict.fromkeys(members, -1.0), yes: row["minimum"]}, 0.0))
                rows.append(({yes: 1.0}, 1.0))

    column = {key: number for number, key in enumerate(variables)}
    nodes: dict[tuple, dict] = {}
    used: dict[tuple, dict] = {}
    for key, variable in variables.items():
        for node, amount in variable.flows.items():
            nodes.setdefault(node, {})[key] = -amount
        for limit, amount in variable.limits.items():
            used.setdefault(limit, {})[key] = amount
    rows += [(terms, 0.0) for terms in nodes.values()]
    for (commodity, region, month), terms in nodes.items():
        left_lying = defaultdict(float, {key: -amount for key, amount in terms.items()})
        for one in facts.every_listing():
            if one.kind == "capacities" and one.region == region and month in one.months:
                left_lying["listing", one.id, month] -= abs(facts.recipes[one.what].get(commodity, 0.0))
        rows.append((left_lying, 0.0))
    rows += [(terms, limits[limit]) for limit, terms in used.items()]
    entries = [
        (number, column[key], amount)
        for number, (terms, _) in enumerate(rows)
        for key, amount in terms.items()
    ]
    at, of, amounts = zip(*entries, strict=True)
    solved = milp(
        c=[-variable.worth for variable in variables.values()],
        integrality=[int(key in integral) for key in variables],
        bounds=Bounds(0, np.inf),
        constraints=LinearConstraint(
            csr_array((amounts, (at, of)), shape=(len(rows), len(column))), -np.inf, [b for _, b in rows]
        ),
        options={"time_limit": 10.0, "mip_rel_gap": GAP},
    )
    return -float(solved.fun) if solved.x is not None else float("nan")
