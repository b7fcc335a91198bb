"""A market and its plan, laid out for looking up, and when two figures differ."""

from collections.abc import Iterator
from dataclasses import dataclass

from reading import Facts, Listing, read_plainly

RELATIVE = 1e-6


@dataclass(frozen=True)
class Case:
    """A market and its plan, laid out for looking up."""

    facts: Facts
    surplus: float
    listings: dict[str, Listing]
    levels: dict[tuple[str, int], dict]
    trades: list[dict]
    prices: dict[tuple[str, str, int], float]
    gains: dict[str, dict]
    chains: list[dict]
    carriage: list[dict]
    value_scale: float  # rupiah: what all trades are worth, for tolerances

    def value_differs(self, one: float, other: float) -> bool:
        return not abs(one - other) <= RELATIVE * max(1.0, self.value_scale)

    def price(self, commodity: str, region: str, month: int) -> float | None:
        return self.prices.get((commodity, region, month))


def case_of(market, plan) -> Case:
    facts = read_plainly(market)
    month = {name: number for number, name in enumerate(facts.months)}
    trades = [{**row, "month": month[row["period"]]} for row in plan.trades.to_dicts()]
    return Case(
        facts=facts,
        surplus=plan.surplus,
        listings={listing.id: listing for listing in facts.every_listing()},
        levels={(row["listing"], month[row["period"]]): row for row in plan.levels.to_dicts()},
        trades=trades,
        prices={
            (row["commodity"], row["region"], month[row["period"]]): row["price"]
            for row in plan.prices.to_dicts()
        },
        gains={row["cooperative"]: row for row in plan.gains.to_dicts()},
        chains=plan.chains.to_dicts(),
        carriage=plan.carriage.to_dicts(),
        value_scale=abs(plan.surplus) + sum(row["quantity"] * row["price_delivered"] for row in trades),
    )


def unreadable(market, plan) -> Iterator[str]:
    if plan.market_hash != market.hash:
        yield "the plan is of another market"
    months = read_plainly(market).months
    if tuple(plan.periods) != months:
        yield f"periods {plan.periods} where the horizon is {months}"
    known = {
        row["id"]
        for kind in ("offers", "needs", "capacities", "stores", "haulage")
        for row in getattr(market, kind).to_dicts()
    }
    for table, columns in (("trades", ("seller", "buyer")), ("levels", ("listing",)), ("chains", ("need",))):
        for row in getattr(plan, table).to_dicts():
            for column in columns:
                if row[column] not in known:
                    yield f"{table}: {column} {row[column]} is not a listing"
            if "period" in row and row["period"] not in months:
                yield f"{table}: period {row['period']} is outside the horizon"
    for table, key in (
        ("levels", ["listing", "period"]),
        ("trades", ["trade"]),
        ("prices", ["period", "commodity", "region"]),
        ("gains", ["cooperative"]),
        ("chains", ["chain", "trade"]),
    ):
        frame = getattr(plan, table)
        if frame.select(key).is_duplicated().any():
            yield f"{table}: the same {', '.join(key)} twice"
    for table in ("trades", "levels", "prices", "gains", "chains"):
        # Of a listing that is not used, and of a price without end, these are empty.
        frame = getattr(plan, table).drop("percent", "price_low", "price_high", strict=False)
        for row in frame.to_dicts():
            if any(value is None or value != value for value in row.values()):
                yield f"{table}: a cell is empty in {row}"


def quantities_differ(one: float, other: float) -> bool:
    return not abs(one - other) <= RELATIVE * max(1.0, abs(one), abs(other))


def prices_differ(one: float, other: float) -> bool:
    return not abs(one - other) <= 1e-5 * max(1.0, abs(one), abs(other))
