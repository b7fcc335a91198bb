"""Chains as people tell them: where it came from, who worked on it, where it ended, who got what.

A chain's money is shown in whole rupiah, line by line, and the lines add up exactly to what the need
at its end pays. It knows a chain's lines and their order. It refuses to know how they are drawn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from jejaring.language.rounding import round_to_sum
from jejaring.market.model import Market
from jejaring.planning.accounts import chain_accounts
from jejaring.planning.model import Plan
from jejaring.report.listings import listing_frame

MOST_LINES_OF_A_KIND = 5
FEW = 8  # a chain of no more lines is told whole
SMALL = 0.005  # of all a chain pays: lines below it are summed, part by part
PART_OF_KIND = {"offer": "material", "capacity": "work", "store": "storage", "haulage": "freight"}
TOO_LITTLE_TO_TELL = 0.005  # rupiah

Row = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One step of a chain and the money that stays at it, in whole rupiah."""

    part: str
    """`material`, `work`, `storage`, `freight` or `need`."""
    cooperative: str
    """Name; empty for freight on the open network."""
    commodity: str
    """Commodity given, made, kept, carried or bought."""
    quantity: float
    """Base units of the commodity; kilograms on a cooperative's haulage."""
    origin: str
    """Regency code where it happens, or where the goods leave."""
    destination: str
    """Regency code where goods arrive; the same as origin unless goods move."""
    cost: int
    """Rupiah: what was asked for the goods, the work, the keeping or the way."""
    gain: int
    """Rupiah above what was asked; of the need at the end, below what it would have paid."""
    others: int = 0
    """How many smaller lines of the same part are summed in this one; 0 for a line of its own."""


@dataclass(frozen=True)
class Chain:
    """One need served, told from its raw material on."""

    name: str
    lines: tuple[Line, ...]
    """In the order things happen."""
    end: Line
    """The need served; its cost is 0, its gain what the buyer saves."""

    @property
    def paid(self) -> int:
        """Rupiah the need pays: every cost and every other cooperative's gain."""
        return self.cost + self.gain

    @property
    def cost(self) -> int:
        """Rupiah asked for all goods, work, storage and ways together."""
        return sum(line.cost for line in self.lines)

    @property
    def gain(self) -> int:
        """Rupiah everyone but the buyer gains together."""
        return sum(line.gain for line in self.lines)

    @property
    def value(self) -> int:
        """Rupiah the need would have paid for what it gets."""
        return self.paid + self.end.gain

    def lines_of(self, part: str) -> tuple[Line, ...]:
        """Its lines of one part, in the order things happen."""
        return tuple(line for line in self.lines if line.part == part)

    def cost_of(self, part: str) -> int:
        """Rupiah asked for one part: `material`, `work`, `storage` or `freight`."""
        return sum(line.cost for line in self.lines_of(part))


@dataclass
class Draft:
    """A line still being summed."""

    part: str
    cooperative: str
    commodity: str
    origin: str
    destination: str
    when: int
    """Even numbers: how many hands the goods have passed, doubled; odd ones lie between two hands."""
    quantity: float = 0.0
    cost: float = 0.0
    gain: float = 0.0
    others: int = 0

    def add(self, other: "Draft") -> None:
        """Sum another draft into this one."""
        self.quantity += other.quantity
        self.cost += other.cost
        self.gain += other.gain
        self.when = min(self.when, other.when)


def chain_values(plan: Plan) -> pl.DataFrame:
    """What the need at the end of every chain pays: chain and paid, in rupiah, the dearest first."""
    delivered = plan.trades.select("trade", "buyer", "price_delivered")
    return (
        plan.chains.join(delivered, on="trade")
        .filter(pl.col("buyer") == pl.col("need"))
        .group_by("chain")
        .agg(paid=(pl.col("quantity") * pl.col("price_delivered")).sum())
        .sort("paid", "chain", descending=[True, False])
    )


def _accounts(market: Market, plan: Plan, names: Sequence[str]) -> pl.DataFrame:
    """`chain_accounts` of some chains, without working out those of all others.

    What a worker earns is shared among all its sales, so these count whichever chain they belong to.
    """
    of_names = pl.col("chain").is_in(list(names))
    own = plan.chains.filter(of_names)["trade"].unique()
    sellers = plan.trades.filter(pl.col("trade").is_in(own.implode()))["seller"].unique()
    theirs = plan.trades.filter(pl.col("seller").is_in(sellers.implode()))
    needed = plan.chains.filter(pl.col("trade").is_in(theirs["trade"].implode()))
    return chain_accounts(market, replace(plan, chains=needed, trades=theirs)).filter(of_names)


def tell_chains(market: Market, plan: Plan, names: Sequence[str]) -> tuple[Chain, ...]:
    """The chains called `names`, in that order; only these are worked out line by line.

    A chain in which nothing is worth telling, milligrams for instance, is left out.
    """
    wanted = pl.col("chain").is_in(list(names))
    accounts = _accounts(market, plan, names).filter(pl.col("rupiah").abs() > TOO_LITTLE_TO_TELL)
    links = plan.chains.filter(wanted).join(plan.trades.drop("quantity"), on="trade")
    known = pl.concat([accounts["listing"], accounts["need"], links["seller"], links["buyer"]]).unique()
    saved = plan.levels.group_by("listing").agg(gain=pl.col("gain").sum())
    listings = {
        row["listing"]: row
        for row in listing_frame(market)
        .filter(pl.col("listing").is_in(known.implode()))
        .join(saved, on="listing", how="left")
        .iter_rows(named=True)
    }
    accounts_of = accounts.partition_by("chain", as_dict=True)
    links_of = links.partition_by("chain", as_dict=True)
    return tuple(
        _tell(name, accounts_of[(name,)], links_of[(name,)], listings)
        for name in names
        if (name,) in accounts_of
    )


def _tell(name: str, accounts: pl.DataFrame, links: pl.DataFrame, listings: dict[str, Row]) -> Chain:
    """One chain: its accounts gathered into lines, ordered, shortened and rounded."""
    order = _order_of_happening(links)
    trades = {row["trade"]: row for row in links.iter_rows(named=True)}
    drafts: dict[tuple[str, ...], Draft] = {}
    for row in accounts.iter_rows(named=True):
        draft = _draft_of(row, listings, trades, order)
        key = (draft.part, draft.cooperative, draft.commodity, draft.origin, draft.destination)
        if key in drafts:
            drafts[key].add(draft)
        else:
            drafts[key] = draft
    need = listings[accounts["need"][0]]
    end = Line(
        part="need",
        cooperative=need["name"],
        commodity=need["commodity"],
        quantity=sum(row["quantity"] for row in trades.values() if row["buyer"] == need["listing"]),
        origin=need["region"],
        destination=need["region"],
        cost=0,
        gain=round(need["gain"] or 0.0),
    )
    return Chain(name, _rounded(_shortened(drafts.values())), end)


def _draft_of(row: Row, listings: dict[str, Row], trades: dict[str, Row], order: dict[str, int]) -> Draft:
    """The line to which one row of the accounts belongs, holding that row's quantity and money."""
    listing = listings.get(row["listing"]) if row["listing"] else None
    part = PART_OF_KIND[listing["kind"]] if listing else "freight"
    if part == "freight":
        trade = trades[row["trade"]]
        draft = Draft(
            part=part,
            cooperative=listing["name"] if listing else "",
            commodity=trade["commodity"],
            origin=trade["origin"],
            destination=trade["destination"],
            when=2 * order.get(trade["seller"], 0) + 1,
        )
    else:
        assert listing is not None
        draft = Draft(
            part=part,
            cooperative=listing["name"],
            commodity=listing["commodity"],
            origin=listing["region"],
            destination=listing["region"],
            when=2 * order.get(listing["listing"], 0),
        )
    if row["part"] == "gain":
        draft.gain = row["rupiah"]
    else:
        draft.cost, draft.quantity = row["rupiah"], row["quantity"]
    return draft


def _order_of_happening(links: pl.DataFrame) -> dict[str, int]:
    """How many hands goods have passed before each listing: an offer 0, who buys from it 1, and so on.

    Where goods go round in a circle the count stops after as many rounds as there are sellers.
    """
    pairs = links.filter(pl.col("seller") != pl.col("buyer")).select("seller", "buyer").unique()
    order = dict.fromkeys(pairs["seller"], 0)
    for _ in range(len(order)):
        changed = False
        for seller, buyer in pairs.iter_rows():
            hands = order[seller] + 1
            if order.get(buyer, 0) < hands:
                order[buyer] = hands
                changed = True
        if not changed:
            break
    return order


def _shortened(drafts: Iterable[Draft]) -> list[Draft]:
    """In order: small lines summed part by part, and at most a handful of each part and commodity.

    A sum of small lines has no commodity.
    """
    drafts = list(drafts)
    threshold = SMALL * sum(draft.cost + draft.gain for draft in drafts) if len(drafts) > FEW else 0.0
    groups: dict[tuple[str, str], list[Draft]] = {}
    small: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.cost + draft.gain < threshold:
            small.setdefault(draft.part, []).append(draft)
        else:
            groups.setdefault((draft.part, draft.commodity), []).append(draft)
    kept: list[Draft] = []
    for part in small.values():
        last = max(draft.when for draft in part)
        for draft in part[1:]:
            part[0].add(draft)
        if len(part) > 1:
            part[0] = replace(part[0], cooperative="", commodity="", others=len(part), when=last)
        kept.append(part[0])
    for group in groups.values():
        group.sort(key=lambda draft: -(draft.cost + draft.gain))
        if len(group) > MOST_LINES_OF_A_KIND:
            group, rest = group[: MOST_LINES_OF_A_KIND - 1], group[MOST_LINES_OF_A_KIND - 1 :]
            for draft in rest[1:]:
                rest[0].add(draft)
            rest[0].others = len(rest)
            group.append(rest[0])
            rest[0].when = max(draft.when for draft in group)
        kept += group
    return sorted(kept, key=lambda draft: (draft.when, draft.others))


def _rounded(drafts: Sequence[Draft]) -> tuple[Line, ...]:
    """Lines with money in whole rupiah that adds up to what the whole chain pays."""
    whole = round_to_sum([amount for draft in drafts for amount in (draft.cost, draft.gain)])
    return tuple(
        Line(
            part=draft.part,
            cooperative=draft.cooperative,
            commodity=draft.commodity,
            quantity=draft.quantity,
            origin=draft.origin,
            destination=draft.destination,
            cost=int(whole[2 * index]),
            gain=int(whole[2 * index + 1]),
            others=draft.others,
        )
        for index, draft in enumerate(drafts)
    )
