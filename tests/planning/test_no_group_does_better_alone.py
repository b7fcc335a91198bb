"""No group of cooperatives earns more by leaving and trading among themselves: the plan is in the core."""

from itertools import combinations

import numpy as np
import polars as pl
import pytest
from oracle import write_program
from random_markets import random_frames
from reading import read_plainly
from scipy.optimize import linprog
from scipy.sparse import csr_array
from seeds import seeds

from jejaring.market import build_market
from jejaring.market.model import LISTING_TABLES
from jejaring.planning import plan

MEMBERS = 7  # all their groups are 127


class Alone:
    """What any group of cooperatives could earn among themselves, by the oracle's program."""

    def __init__(self, market) -> None:
        facts = read_plainly(market)
        variables, self.limits = write_program(facts)
        self.owner = {listing.id: listing.cooperative for listing in facts.every_listing()}
        nodes = dict.fromkeys(node for variable in variables.values() for node in variable.flows)
        row_of = {key: row for row, key in enumerate([*nodes, *self.limits])}
        entries = [
            (row_of[key], column, amount)
            for column, variable in enumerate(variables.values())
            for key, amount in [
                *((node, -amount) for node, amount in variable.flows.items()),
                *variable.limits.items(),
            ]
        ]
        rows, columns, amounts = zip(*entries, strict=True)
        self.matrix = csr_array((amounts, (rows, columns)), shape=(len(row_of), len(variables)))
        self.cost = [-variable.worth for variable in variables.values()]
        self.nodes = len(nodes)

    def surplus(self, group) -> float:
        held = [q if self.owner[key[0]] in group else 0.0 for key, q in self.limits.items()]
        solved = linprog(self.cost, self.matrix, [*np.zeros(self.nodes), *held], method="highs")
        assert solved.status == 0, solved.message
        return -float(solved.fun)


def few_cooperatives(frames):
    """The market with its listings shared out among `MEMBERS` cooperatives; everything stays where it is."""
    ids = frames["cooperatives"]["id"].to_list()
    merged = {one: ids[number % MEMBERS] for number, one in enumerate(ids)}
    home = dict(frames["cooperatives"].select("id", "region").iter_rows())
    result = dict(frames)
    for table in LISTING_TABLES:
        frame = frames[table]
        if "region" in frame.columns:
            stays = pl.col("cooperative").replace_strict(home, return_dtype=pl.String)
            frame = frame.with_columns(region=pl.col("region").fill_null(stays))
        result[table] = frame.with_columns(pl.col("cooperative").replace(merged))
    return result


@pytest.mark.parametrize("seed", seeds(quick=6))
def test_every_group_of_seven_cooperatives(seed):
    market = build_market(few_cooperatives(random_frames(seed)))
    if not sum(getattr(market, table).height for table in LISTING_TABLES):
        return
    proposal = plan(market)
    gains = dict(proposal.gains.select("cooperative", "gain").iter_rows())
    assert min(gains.values(), default=0.0) >= 0.0
    assert sum(gains.values()) == pytest.approx(proposal.surplus, abs=1.0, rel=1e-9)
    alone = Alone(market)
    members = sorted(gains)
    rounding = 1e-6 * max(1.0, proposal.surplus)
    for size in range(1, len(members) + 1):
        for group in combinations(members, size):
            assert alone.surplus(set(group)) <= sum(gains[one] for one in group) + rounding, group
