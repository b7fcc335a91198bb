"""A plan: a market's best set of trades, with prices, gains and what proves it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from jejaring.planning.columns import TABLES, digest_of
from jejaring.planning.folder import FACTS, read_folder, write_folder
from jejaring.planning.scopes import Scope


@dataclass(frozen=True)
class Plan:
    """The best set of trades of one market."""

    market_hash: str
    """`Market.hash` of the market planned."""
    periods: tuple[str, ...]
    """Months of the horizon, or `("all",)`."""
    scope: Scope
    """How far trade may reach: "network", or confined to each "province", "regency" or "cooperative"."""
    surplus: float
    """Rupiah: what served needs would pay, less what offers ask, less fees and freight."""
    bound: float
    """Rupiah: no plan can have more surplus than this (the dual objective)."""
    solver: str
    seconds: float
    digest: str
    """What the tables said when the plan was made; see `digest_of`."""
    stated: Mapping[str, Any] | None = field(default=None, kw_only=True)
    """The gap and the counts that the folder states, None of a plan that was not read from one."""
    trades: pl.DataFrame
    levels: pl.DataFrame
    prices: pl.DataFrame
    gains: pl.DataFrame
    chains: pl.DataFrame
    carriage: pl.DataFrame
    """Which trades a cooperative's haulage carries; what is not here goes by the open network."""
    pinned: pl.DataFrame
    """Trades accepted before, around which the rest was planned; they stand unchanged among the trades."""
    pinned_carriage: pl.DataFrame
    """Which of them hauliers carry, and for how much a kilogram."""
    practical_surplus: float
    """Whole rupiah: what everybody gains together by the practical plan."""
    practical_trades: pl.DataFrame
    """What is to be signed: minimums kept, whole units, whole rupiah, nobody at a loss."""
    practical_carriage: pl.DataFrame
    practical_levels: pl.DataFrame
    practical_gains: pl.DataFrame

    @property
    def practical_loss(self) -> float:
        """At most this share of the best possible is lost by the practical plan."""
        return max(self.bound - self.practical_surplus, 0.0) / max(abs(self.bound), 1.0)

    @property
    def gap(self) -> float:
        """How far the surplus may be from the best possible, as a share of it."""
        return abs(self.bound - self.surplus) / max(abs(self.bound), 1.0)

    @property
    def counts(self) -> dict[str, int]:
        """How many listings, of them used, cooperatives gaining, trades, chains and practical trades."""
        return {
            "listings": self.levels["listing"].n_unique(),
            "listings_used": self.levels.filter(pl.col("level") > 0)["listing"].n_unique(),
            "cooperatives_gaining": self.gains.filter(pl.col("gain") > 0).height,
            "trades": self.trades.height,
            "chains": self.chains["chain"].n_unique(),
            "practical_trades": self.practical_trades.height,
        }

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """All tables by name, as they stand in a plan folder."""
        return {name: getattr(self, name) for name in TABLES}

    @staticmethod
    def read(path: str | Path) -> "Plan":
        """The plan in a folder.

        Raises
        ------
        PlanFault
            When a file is missing or is not what a plan's file should be.
        """
        facts, tables = read_folder(Path(path))
        return Plan(**(facts | tables))

    def write(
        self, path: str | Path, *, replace: bool = False, also: Callable[[Path], None] | None = None
    ) -> None:
        """Write the plan into a folder, which appears whole or not at all.

        Parameters
        ----------
        path
            The folder; its parent is made if need be.
        replace
            Whether a plan that stands there already may be replaced. Anything else is never replaced.
        also
            Writes more files, such as a report, into the folder it is given, before that takes its place.

        Raises
        ------
        PlanFault
            When `path` holds something that may not be replaced.
        """
        facts = {name: getattr(self, name) for name in FACTS} | {
            "gap": self.gap,
            "practical_loss": self.practical_loss,
            "counts": self.counts,
        }
        write_folder(facts, self.tables, Path(path), replace=replace, also=also)


def publish(*, tables: Mapping[str, pl.DataFrame], **facts: Any) -> Plan:
    """A plan of these tables and facts, sealed with the digest of the tables."""
    fields: dict[str, Any] = {**facts, **tables}
    return Plan(digest=digest_of(tables), **fields)
