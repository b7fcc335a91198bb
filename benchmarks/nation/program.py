"""The program of a synthetic nation, made anew in every process that solves it."""

from dataclasses import dataclass

from benchmarks.sizes import cooperatives_of
from jejaring.market import Market, build_market
from jejaring.market.sample import sample_market
from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.program import Program, build_program


@dataclass(frozen=True)
class Nation:
    """What a synthetic nation is like; see `jejaring sample`."""

    listings: int
    commodities: int
    months: int
    stores: float
    haulage: float
    seed: int

    def program(self) -> Program:
        """Its linear program."""
        tables = sample_market(
            cooperatives_of(self.listings),
            self.listings,
            self.commodities,
            self.months,
            self.seed,
            stores=self.stores,
            haulage=self.haulage,
        )
        return program_of(build_market(tables))


@dataclass(frozen=True)
class Folder:
    """A market kept in files."""

    folder: str

    def program(self) -> Program:
        """Its linear program."""
        return program_of(Market.read(self.folder))


def program_of(market: Market) -> Program:
    """The linear program of a market."""
    return build_program(market, Ways(market.freight, goods_of(market)))


SMALL = Nation(600, 20, 2, 0.02, 0.02, 1)
"""Solved first, so that machine code is loaded before anything is measured."""
