"""What the answers to one plan mean for the next: which trades stay, and what the others hold no more."""

from dataclasses import dataclass

import polars as pl

from jejaring.market import Market, build_market
from jejaring.market.columns import TABLES
from jejaring.planning import Plan
from jejaring.web.rounds.models import Attempt, Part, Trade
from jejaring.web.rounds.proposals import KINDS, prints_of

State = Part.State


@dataclass(frozen=True)
class Answers:
    """The answers to an attempt, by the names of trades in its plan and the ids of listings."""

    pinned: list[str]
    """Trades that all their sides have accepted."""
    agreed: dict[str, int]
    """Of them those in an agreement -> its key."""
    accepted: dict[str, set[str]]
    """Cooperative -> the trades it has accepted, whatever the others did."""
    left: set[str]
    """Listings of the parts that were declined or not answered."""


def answers_to(attempt: Attempt) -> Answers:
    """Read the answers, a handful of columns of each trade."""
    states = {
        (chain, cooperative): state
        for chain, cooperative, state in Part.objects.filter(attempt=attempt)
        .values_list("chain", "cooperative", "state")
        .iterator(chunk_size=50_000)
    }
    pinned: list[str] = []
    agreed: dict[str, int] = {}
    accepted: dict[str, set[str]] = {}
    left: set[str] = set()
    carriers = _carriers(attempt)
    rows = Trade.objects.filter(chain__attempt=attempt).order_by("pk").values_list(
        "pk", "name", "chain", "giver", "receiver", "seller", "buyer", "agreement"
    )  # fmt: skip
    for key, name, chain, giver, receiver, seller, buyer, agreement in rows.iterator(chunk_size=50_000):
        sides = [(giver, seller), (receiver, buyer), *carriers.get(key, ())]
        yes = [states[chain, cooperative] == State.ACCEPTED for cooperative, _listing in sides]
        for (cooperative, listing), said_yes in zip(sides, yes, strict=True):
            if said_yes:
                accepted.setdefault(str(cooperative), set()).add(name)
            else:
                left.add(str(listing))
        if all(yes):
            pinned.append(name)
            if agreement:
                agreed[name] = agreement
    return Answers(pinned, agreed, accepted, left)


def _carriers(attempt: Attempt) -> dict[int, list[tuple[int, int]]]:
    from jejaring.web.rounds.models import Load

    found: dict[int, list[tuple[int, int]]] = {}
    rows = Load.objects.filter(trade__chain__attempt=attempt).values_list("trade", "carrier", "listing")
    for trade, carrier, listing in rows.iterator(chunk_size=50_000):
        found.setdefault(trade, []).append((carrier, listing))
    return found


def still_offered(market: Market, plan: Plan, answers: Answers) -> Market:
    """The market of the next attempt: listings of those who left hold only what was accepted of them.

    They stay in it, so that its months and names do not change.
    """
    kept = _used_by(market, plan, answers.pinned)
    tables = dict(market.tables)
    for kind in KINDS:
        table = tables[kind]
        leaves = pl.col("id").is_in(sorted(answers.left))
        held = table.join(kept, left_on="id", right_on="listing", how="left", maintain_order="left")
        quantity = (
            pl.when(leaves)
            .then(pl.min_horizontal("quantity", pl.col("used").fill_null(0.0)))
            .otherwise("quantity")
        )
        held = held.with_columns(quantity=quantity)
        if "minimum" in table.columns:
            smallest = pl.min_horizontal("minimum", "quantity")
            held = held.with_columns(
                minimum=pl.when(leaves & pl.col("minimum").is_not_null() & (smallest > 0)).then(smallest)
                .otherwise(pl.when(leaves).then(None).otherwise("minimum"))
            )  # fmt: skip
        tables[kind] = held.select(table.columns)
    return build_market({name: tables[name] for name in TABLES if name in tables})


def _used_by(market: Market, plan: Plan, trades: list[str]) -> pl.DataFrame:
    """listing, used: how much these trades need of every listing; of those by the month, in the busiest."""
    chosen = plan.practical_trades.filter(pl.col("trade").is_in(trades))
    goods = pl.concat(
        [
            chosen.select("period", "commodity", "quantity", listing="seller"),
            chosen.select("period", "commodity", "quantity", listing="buyer"),
        ]
    )
    windowed = pl.concat([market.offers["id"], market.needs["id"]])
    once = goods.filter(pl.col("listing").is_in(windowed.implode())).group_by("listing").agg(
        used=pl.col("quantity").sum()
    )  # fmt: skip
    each = pl.concat(
        [
            market.capacities.select("recipe", listing="id")
            .join(market.catalogue.recipes, on="recipe")
            .select("listing", "commodity", per=pl.col("quantity").abs()),
            market.stores.select("commodity", listing="id", per=pl.lit(1.0)).select(
                "listing", "commodity", "per"
            ),
        ]
    )
    level = plan.practical_levels.select("listing", "period", "level")
    monthly = (
        goods.join(each, on=["listing", "commodity"])
        .group_by("listing", "period", "commodity")
        .agg(used=pl.col("quantity").sum() / pl.col("per").first())
        .join(level, on=["listing", "period"], how="left")
        .with_columns(used=pl.min_horizontal("used", pl.col("level").fill_null(float("inf"))))
    )
    hauled = (
        plan.practical_carriage.join(chosen.select("trade", "period"), on="trade")
        .group_by("period", listing="haulage")
        .agg(used=pl.col("kg").sum())
    )
    busiest = (
        pl.concat([monthly.select("listing", "used"), hauled.select("listing", "used")])
        .group_by("listing")
        .agg(pl.col("used").max())
    )
    return pl.concat([once, busiest])


def carried_over(
    parts: pl.DataFrame, earlier: Plan, later: Plan, answers: Answers
) -> tuple[pl.DataFrame, dict[str, int]]:
    """Which parts of the new plan were accepted before in all their trades, and which trades were agreed.

    Returns
    -------
    parts : DataFrame
        With `kept`.
    agreed : dict
        Trade of the new plan -> key of its agreement.
    """
    name = dict(prints_of(earlier).iter_rows())
    prints = {said: trade for trade, said in prints_of(later).iter_rows()}
    ways = dict(zip(_ways(later), later.practical_trades["trade"], strict=True))
    old_ways = dict(zip(earlier.practical_trades["trade"], _ways(earlier), strict=True))
    agreed: dict[str, int] = {}
    for old, key in answers.agreed.items():
        # What was agreed is agreed, even where rounding had to move a rupiah of it in the new plan.
        found = prints.get(name[old]) or ways.get(old_ways[old])
        if found is not None:
            agreed[found] = key
    settled = {said for said, trade in prints.items() if trade in agreed}
    known = {cooperative: {name[one] for one in names} for cooperative, names in answers.accepted.items()}
    kept = [
        set(said) <= known.get(str(cooperative), set()) | settled
        for cooperative, said in parts.select("cooperative", "prints").iter_rows()
    ]
    return parts.with_columns(kept=pl.Series(kept, dtype=pl.Boolean)), agreed


def _ways(plan: Plan) -> list[tuple[str, ...]]:
    """What a trade is of, between whom and when."""
    columns = ("period", "commodity", "seller", "buyer", "origin", "destination")
    return plan.practical_trades.select(*columns).rows()
