"""Write proposals into the tables, in batches: each is one short transaction, so that others who write need
not wait long. Nobody is shown any of them before the attempt is finished."""

from collections.abc import Callable

import polars as pl
from django.db import models, transaction

from jejaring.web.common.bulk import insert, new_keys
from jejaring.web.rounds.models import Attempt, Chain, Feed, Load, Outcome, Part, Trade
from jejaring.web.rounds.proposals import Proposals

BATCH = 20_000


class Writing:
    """The rows of one attempt on their way into the tables."""

    def __init__(
        self, attempt: Attempt, locked: Callable[[], Attempt], tell: Callable[[float], None]
    ) -> None:
        """`locked` holds the attempt in the transaction, or raises when it was taken over."""
        self.attempt, self.locked, self.tell = attempt, locked, tell
        self.done, self.all = 0, 1

    def write(self, proposals: Proposals, agreed: dict[str, int]) -> None:
        """All of it; `agreed`: trades that stand in an agreement already -> its key."""
        self.all = sum(getattr(proposals, name).height for name in vars(proposals))
        self._clear()
        chains = self._rows(Chain, _chains(proposals, self.attempt.pk), "chain")
        trades = self._rows(Trade, _trades(proposals, chains, agreed), "name", "trade")
        self._rows(Load, _loads(proposals, trades))
        self._rows(Feed, _feeds(proposals, chains, trades))
        self._rows(Part, _parts(proposals, chains, self.attempt.pk))
        self._rows(Outcome, _outcomes(proposals, self.attempt.pk))

    def _clear(self) -> None:
        """What a run that was cut off has left."""
        leftovers: list[models.QuerySet] = [
            Outcome.objects.filter(attempt=self.attempt),
            Part.objects.filter(attempt=self.attempt),
            Feed.objects.filter(trade__chain__attempt=self.attempt),
            Load.objects.filter(trade__chain__attempt=self.attempt),
            Trade.objects.filter(chain__attempt=self.attempt),
            Chain.objects.filter(attempt=self.attempt),
        ]
        for rows in leftovers:
            while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
                with transaction.atomic():
                    self.locked()
                    batch = rows.model._default_manager.filter(pk__gte=keys[0], pk__lte=keys[-1])
                    batch.filter(pk__in=rows.values("pk"))._raw_delete(rows.db)

    def _rows(
        self, model: type[models.Model], rows: pl.DataFrame, name: str = "", called: str = ""
    ) -> pl.DataFrame:
        """Insert; with `name`, give back that column (`called` so) and the `key` of each row."""
        keys: list[pl.Series] = []
        named = rows.get_column(name) if name else None
        rows = rows.drop("chain") if name == "chain" else rows
        for first in range(0, rows.height, BATCH):
            batch = rows.slice(first, BATCH)
            with transaction.atomic():
                self.locked()
                keys.append(new_keys(model, batch.height))
                insert(model, batch.with_columns(keys[-1]))
            self.done += batch.height
            self.tell(self.done / max(self.all, 1))
        key = pl.concat(keys) if keys else pl.Series(dtype=pl.Int64)
        frame = {"key": key} | ({called or name: named} if named is not None else {})
        return pl.DataFrame(frame)


def _key(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.Int64)


def _chains(proposals: Proposals, attempt: int) -> pl.DataFrame:
    """In the order of their numbers."""
    return proposals.chains.sort(pl.col("chain").str.slice(1).cast(pl.Int64)).select(
        "chain",
        pl.lit(attempt).alias("attempt_id"),
        _key("need").alias("need_id"),
        pl.col("chain").alias("name"),
        "commodity",
        "region",
        "paid",
        "gain",
        "parties",
    )


def _trades(proposals: Proposals, chains: pl.DataFrame, agreed: dict[str, int]) -> pl.DataFrame:
    agreements = pl.DataFrame(
        {"trade": list(agreed), "agreement_id": list(agreed.values())},
        schema={"trade": pl.String, "agreement_id": pl.Int64},
    )
    return (
        proposals.trades.join(chains, on="chain", maintain_order="left")
        .join(agreements, on="trade", how="left", maintain_order="left")
        .select(
            pl.col("key").alias("chain_id"),
            pl.col("trade").alias("name"),
            "month",
            "commodity",
            *(_key(side).alias(f"{side}_id") for side in ("seller", "buyer", "giver", "receiver")),
            "origin",
            "destination",
            "quantity",
            "received",
            "freight",
            "paid",
            "agreement_id",
        )
    )


def _loads(proposals: Proposals, trades: pl.DataFrame) -> pl.DataFrame:
    return proposals.loads.join(trades, on="trade", maintain_order="left").select(
        pl.col("key").alias("trade_id"),
        _key("listing").alias("listing_id"),
        _key("carrier").alias("carrier_id"),
        "kg",
        "amount",
    )


def _feeds(proposals: Proposals, chains: pl.DataFrame, trades: pl.DataFrame) -> pl.DataFrame:
    return (
        proposals.feeds.join(trades.rename({"key": "trade_id"}), on="trade", maintain_order="left")
        .join(chains.rename({"key": "chain_id"}), on="chain", maintain_order="left")
        .select("trade_id", "chain_id")
    )


def _parts(proposals: Proposals, chains: pl.DataFrame, attempt: int) -> pl.DataFrame:
    kept = pl.col("kept") if "kept" in proposals.parts.columns else pl.lit(False)
    return proposals.parts.join(chains, on="chain", maintain_order="left").select(
        pl.col("key").alias("chain_id"),
        pl.lit(attempt).alias("attempt_id"),
        _key("cooperative").alias("cooperative_id"),
        "gain",
        "put_in",
        "received",
        "paid",
        pl.when(kept).then(pl.lit("diterima")).otherwise(pl.lit("menunggu")).alias("state"),
        kept.alias("kept"),
        pl.lit(1).alias("version"),
        pl.lit("").alias("role"),
        pl.lit("").alias("reason"),
    )


def _outcomes(proposals: Proposals, attempt: int) -> pl.DataFrame:
    return proposals.outcomes.select(
        pl.lit(attempt).alias("attempt_id"),
        _key("listing").alias("listing_id"),
        _key("cooperative").alias("cooperative_id"),
        "price",
        "level",
        "worth",
        "exact",
        "gain",
    )
