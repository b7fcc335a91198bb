"""Whether a plan is what it says it is, checked in plain loops against its market.

Uses nothing of the planner but the columns of its tables. Each check is one function that yields the faults
it finds, in words; `faults` collects them.
"""

import math
from collections import defaultdict
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


def faults(market, plan) -> list[str]:
    """Everything wrong with a plan, in words; empty when it is right."""
    unreadable = list(_unreadable(market, plan))
    if unreadable:
        return unreadable
    case = _case(market, plan)
    return [fault for check in CHECKS for fault in check(case)]


def _unreadable(market, plan) -> Iterator[str]:
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
        for row in getattr(plan, table).to_dicts():
            if any(value is None or value != value for value in row.values()):
                yield f"{table}: a cell is empty in {row}"


def _case(market, plan) -> Case:
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


def _quantities_differ(one: float, other: float) -> bool:
    return not abs(one - other) <= RELATIVE * max(1.0, abs(one), abs(other))


def _prices_differ(one: float, other: float) -> bool:
    return not abs(one - other) <= 1e-5 * max(1.0, abs(one), abs(other))


def _flow(case: Case) -> tuple[dict, dict]:
    """What each listing sold and bought: (listing, commodity, month) -> base units."""
    sold: dict = defaultdict(float)
    bought: dict = defaultdict(float)
    for trade in case.trades:
        sold[trade["seller"], trade["commodity"], trade["month"]] += trade["quantity"]
        bought[trade["buyer"], trade["commodity"], trade["month"]] += trade["quantity"]
    return sold, bought


def _expected_flow(case: Case) -> tuple[dict, dict]:
    """What each listing has to sell and to buy by its levels."""
    sells: dict = defaultdict(float)
    buys: dict = defaultdict(float)
    for (name, month), row in case.levels.items():
        listing, level = case.listings[name], row["level"]
        if listing.kind == "offers":
            sells[name, listing.what, month] += level
        elif listing.kind == "needs":
            buys[name, listing.what, month] += level
        elif listing.kind == "stores":
            buys[name, listing.what, month] += level
            sells[name, listing.what, month + 1] += level
        elif listing.kind == "capacities":
            for commodity, amount in case.facts.recipes[listing.what].items():
                (sells if amount > 0 else buys)[name, commodity, month] += abs(amount) * level
    return sells, buys


def levels_are_within_what_was_listed(case: Case) -> Iterator[str]:
    whole_window: dict = defaultdict(float)
    for (name, month), row in case.levels.items():
        listing, level = case.listings[name], row["level"]
        if level < 0:
            yield f"{name}: level {level} in month {month} is negative"
        if level > 0 and month not in listing.months:
            yield f"{name}: used in month {month}, outside its window"
        if listing.kind in ("offers", "needs"):
            whole_window[name] += level
        elif level > listing.quantity and _quantities_differ(level, listing.quantity):
            yield f"{name}: level {level} in month {month} exceeds its {listing.quantity}"
        if level > 0 and listing.kind == "stores":
            if not case.facts.goods[listing.what].may_be_stored():
                yield f"{name}: stores {listing.what}, which spoils"
            if month + 1 >= len(case.facts.months):
                yield f"{name}: stores beyond the horizon"
    for name, level in whole_window.items():
        quantity = case.listings[name].quantity
        if level > quantity and _quantities_differ(level, quantity):
            yield f"{name}: uses {level} of its {quantity}"
    for name in case.listings:
        if not any(listed == name for listed, _ in case.levels):
            yield f"{name}: has no level"


def trades_add_up_to_levels(case: Case) -> Iterator[str]:
    sold, bought = _flow(case)
    sells, buys = _expected_flow(case)
    for key in sorted({*sold, *sells}):
        name, commodity, month = key
        if not _quantities_differ(sold[key], sells[key]):
            continue
        if sold[key] > sells[key]:
            yield f"{name}: sold {sold[key]} {commodity} in month {month}, has {sells[key]}"
        price = case.price(commodity, case.listings[name].region, month)
        if price is None or price > RELATIVE:  # only what is worth nothing may be left lying
            yield f"{name}: sold {sold[key]} of {sells[key]} {commodity} in month {month} at price {price}"
    for key in sorted({*bought, *buys}):
        if _quantities_differ(bought[key], buys[key]):
            yield f"{key[0]}: bought {bought[key]} {key[1]} in month {key[2]}, uses {buys[key]}"


def trades_join_places_and_prices(case: Case) -> Iterator[str]:
    for trade in case.trades:
        name, commodity, month = trade["trade"], trade["commodity"], trade["month"]
        if not trade["quantity"] > 0:
            yield f"{name}: quantity {trade['quantity']}"
        for side, place in (("seller", "origin"), ("buyer", "destination")):
            region = case.listings[trade[side]].region
            if region != trade[place]:
                yield f"{name}: {side} {trade[side]} is in {region}, not in {trade[place]}"
        for column, place in (("price_origin", "origin"), ("price_delivered", "destination")):
            price = case.price(commodity, trade[place], month)
            if price is None or _prices_differ(price, trade[column]):
                yield f"{name}: {column} {trade[column]} where the region's price is {price}"
        if _prices_differ(trade["price_origin"] + trade["freight"], trade["price_delivered"]):
            yield f"{name}: price_origin + freight is not price_delivered"
        if trade["origin"] == trade["destination"] and trade["freight"] != 0:
            yield f"{name}: pays freight inside one region"


def trades_go_where_goods_can_travel(case: Case) -> Iterator[str]:
    """Freight is at most the cheapest open path; without haulage it is exactly that."""
    cheapest = {
        commodity: _cheapest_paths(case, commodity) for commodity in {t["commodity"] for t in case.trades}
    }
    for trade in case.trades:
        cost, with_haulage = cheapest[trade["commodity"]]
        pair = trade["origin"], trade["destination"]
        if math.isinf(with_haulage[pair]):
            yield f"{trade['trade']}: {trade['commodity']} cannot travel from {pair[0]} to {pair[1]}"
        if trade["freight"] > cost[pair] and _prices_differ(trade["freight"], cost[pair]):
            yield f"{trade['trade']}: freight {trade['freight']}, the open network asks {cost[pair]}"
        if trade["freight"] < with_haulage[pair] and _prices_differ(trade["freight"], with_haulage[pair]):
            yield f"{trade['trade']}: freight {trade['freight']}, nobody carries below {with_haulage[pair]}"


def _cheapest_paths(case: Case, commodity: str) -> tuple[dict, dict]:
    """Rupiah per base unit between all regions, by the open network and with every haulage's fee as well."""
    open_lanes = case.facts.open_lanes(commodity)
    lanes = dict(open_lanes)
    good = case.facts.goods[commodity]
    for listing in case.facts.listings["haulage"]:
        if good.may_travel(listing.hours) and listing.quantity > 0:
            pair = listing.region, listing.destination
            lanes[pair] = min(lanes.get(pair, math.inf), good.kg * listing.price)
    return _paths(case.facts.regions, open_lanes), _paths(case.facts.regions, lanes)


def _paths(regions, lanes) -> dict:
    cost = {(o, d): 0.0 if o == d else lanes.get((o, d), math.inf) for o in regions for d in regions}
    for via in regions:
        for origin in regions:
            for destination in regions:
                relayed = cost[origin, via] + cost[via, destination]
                cost[origin, destination] = min(cost[origin, destination], relayed)
    return cost


def haulage_and_open_freight_are_paid_by_trades(case: Case) -> Iterator[str]:
    """What trades pay for freight goes to haulage and the rest, never below zero, to the open network."""
    paid = sum(trade["quantity"] * trade["freight"] for trade in case.trades)
    earned = sum(
        row["level"] * row["price"]
        for (name, _), row in case.levels.items()
        if case.listings[name].kind == "haulage"
    )
    if earned > paid and case.value_differs(earned, paid):
        yield f"haulage earns {earned}, trades pay {paid} for freight"
    if not case.facts.lanes and case.value_differs(earned, paid):
        yield f"trades pay {paid} for freight, haulage earns {earned}, and there is no open network"


def haulage_carries_what_its_level_says(case: Case) -> Iterator[str]:
    trades = {trade["trade"]: trade for trade in case.trades}
    carried: dict = defaultdict(float)
    for row in case.carriage:
        haulage, trade = case.listings.get(row["haulage"]), trades.get(row["trade"])
        if haulage is None or haulage.kind != "haulage" or trade is None:
            yield f"carriage: {row['trade']} by {row['haulage']} is not a trade by a haulage"
            continue
        good = case.facts.goods[trade["commodity"]]
        carried[haulage.id, trade["month"]] += row["kg"]
        if row["kg"] > trade["quantity"] * good.kg and _quantities_differ(
            row["kg"], trade["quantity"] * good.kg
        ):
            yield f"{haulage.id}: carries {row['kg']} kg of {trade['trade']}, which weighs less"
        if not good.may_travel(haulage.hours):
            yield f"{haulage.id}: carries {trade['commodity']}, which would spoil"
    for name, month in {*carried, *case.levels}:
        if case.listings[name].kind != "haulage":
            continue
        level = case.levels.get((name, month), {"level": 0.0})["level"]
        if _quantities_differ(carried[name, month], level):
            yield f"{name}: carries {carried[name, month]} kg in month {month}, its level is {level}"


def prices_leave_no_better_deal(case: Case) -> Iterator[str]:
    """At these prices nobody gains more by trading otherwise: the plan is the best there is."""
    for (commodity, region, month), price in case.prices.items():
        if price < -RELATIVE:
            yield f"{commodity} in {region} in month {month} has the negative price {price}"
    for commodity in {c for c, _, _ in case.prices}:
        for (origin, destination), cost in case.facts.open_lanes(commodity).items():
            for month in range(len(case.facts.months)):
                here, there = case.price(commodity, origin, month), case.price(commodity, destination, month)
                if None in (here, there):
                    continue
                if there > here + cost and _prices_differ(there, here + cost):
                    yield f"{commodity}, month {month}: buying in {origin} and shipping to {destination} pays"
    for listing in case.listings.values():
        per_month = {
            month: max(0.0, worth - listing.price if listing.kind != "needs" else listing.price - worth)
            for month in listing.months
            if (worth := _worth(case, listing, month)) is not None
        }
        margins = list(per_month.values()) or [0.0]
        once = listing.kind in ("offers", "needs")  # a quantity for the whole window
        best = listing.quantity * (max(margins) if once else sum(margins))
        gain = sum(row["gain"] for (name, _), row in case.levels.items() if name == listing.id)
        if case.value_differs(gain, best):
            yield f"{listing.id}: gains {gain}, at these prices it could gain {best}"


def _worth(case: Case, listing: Listing, month: int) -> float | None:
    """What one unit of a listing's use is worth at the plan's prices; None where it cannot be used."""
    if listing.kind in ("offers", "needs"):
        return case.price(listing.what, listing.region, month)
    if listing.kind == "capacities":
        amounts = case.facts.recipes[listing.what]
        prices = {c: case.price(c, listing.region, month) for c in amounts}
        if None in prices.values():
            return None
        return sum(amount * prices[c] for c, amount in amounts.items())
    if listing.kind == "stores":
        now = case.price(listing.what, listing.region, month)
        later = case.price(listing.what, listing.region, month + 1)
        if None in (now, later) or not case.facts.goods[listing.what].may_be_stored():
            return None
        return later - now
    margins = [
        (case.price(c, listing.destination, month) - case.price(c, listing.region, month)) / good.kg
        for c, good in case.facts.goods.items()
        if good.kg > 0
        and good.may_travel(listing.hours)
        and case.price(c, listing.region, month) is not None
        and case.price(c, listing.destination, month) is not None
    ]
    return max(margins, default=None)


def levels_carry_their_worth_and_gain(case: Case) -> Iterator[str]:
    for (name, month), row in case.levels.items():
        listing = case.listings[name]
        margin = row["price"] - listing.price
        gain = row["level"] * (-margin if listing.kind == "needs" else margin)
        if case.value_differs(gain, row["gain"]):
            yield f"{name}: gain {row['gain']} in month {month}, by level and price {gain}"
        if row["gain"] < 0 and case.value_differs(row["gain"], 0.0):
            yield f"{name}: loses {row['gain']} in month {month}"
        worth = _worth(case, listing, month)
        if row["level"] > RELATIVE and (
            worth is None or _worths_differ(case, listing, worth, row["price"], month)
        ):
            yield f"{name}: worth {row['price']} in month {month}, by the prices {worth}"


def _worths_differ(case: Case, listing: Listing, one: float, other: float, month: int) -> bool:
    """A difference of two big prices is known as exactly as the prices are."""
    amounts = case.facts.recipes[listing.what] if listing.kind == "capacities" else {listing.what: 1.0}
    if listing.kind == "haulage":
        amounts = {c: 1.0 / good.kg for c, good in case.facts.goods.items() if good.kg > 0}
    scale = sum(abs(a) * (case.price(c, listing.region, month) or 0.0) for c, a in amounts.items())
    return not abs(one - other) <= 1e-5 * max(1.0, scale, abs(one))


def gains_add_up(case: Case) -> Iterator[str]:
    columns = ("gain", "put_in", "sales", "purchases", "work")
    expected: dict = defaultdict(lambda: dict.fromkeys(columns, 0.0))
    free: dict = defaultdict(float)  # units used whose own price is 0; each may count as one rupiah put in
    for (name, _), row in case.levels.items():
        listing = case.listings[name]
        column = {"offers": "sales", "needs": "purchases"}.get(listing.kind, "work")
        sums = expected[listing.cooperative]
        sums["gain"] += row["gain"]
        sums["put_in"] += row["level"] * listing.price
        sums[column] += row["level"] * row["price"]
        free[listing.cooperative] += row["level"] if listing.price == 0 else 0.0
    for cooperative in sorted({*expected, *case.gains}):
        row = case.gains.get(cooperative, dict.fromkeys(columns, 0.0))
        for column in columns:
            value = expected[cooperative][column]
            counted = value + free[cooperative] if column == "put_in" else value
            if case.value_differs(row[column], value) and case.value_differs(row[column], counted):
                yield f"{cooperative}: {column} {row[column]}, by its levels {value}"
    total = sum(row["gain"] for row in case.gains.values())
    if case.value_differs(total, case.surplus):
        yield f"gains sum to {total}, the surplus is {case.surplus}"


def chains_account_for_every_trade(case: Case) -> Iterator[str]:
    trades = {trade["trade"]: trade for trade in case.trades}
    need_of: dict = {}
    in_chains: dict = defaultdict(float)
    for part in case.chains:
        if part["trade"] not in trades:
            yield f"{part['chain']}: trade {part['trade']} is not in the plan"
            continue
        if need_of.setdefault(part["chain"], part["need"]) != part["need"]:
            yield f"{part['chain']}: serves two needs"
        if not part["quantity"] > 0:
            yield f"{part['chain']}: quantity {part['quantity']} of {part['trade']}"
        buyer = case.listings[trades[part["trade"]]["buyer"]]
        if buyer.kind == "needs" and buyer.id != part["need"]:
            yield f"{part['chain']}: holds {part['trade']}, which serves {buyer.id}"
        in_chains[part["trade"]] += part["quantity"]
    if len(set(need_of.values())) < len(need_of):
        yield "a need has two chains"
    served = {
        name
        for (name, _), row in case.levels.items()
        if case.listings[name].kind == "needs" and row["level"] > RELATIVE
    }
    bought = {trade["buyer"] for trade in case.trades}
    for name in served ^ set(need_of.values()):
        if name not in bought:
            yield f"{name}: served and without a chain, or the reverse"
    for name in served - set(need_of.values()):
        yield f"{name}: served without a chain"
    for name, trade in trades.items():
        if not _quantities_differ(in_chains[name], trade["quantity"]):
            continue
        if in_chains[name] > trade["quantity"]:
            yield f"{name}: chains hold {in_chains[name]} of its {trade['quantity']}"
        elif trade["price_delivered"] > RELATIVE or case.listings[trade["buyer"]].kind == "needs":
            yield f"{name}: chains hold only {in_chains[name]} of its {trade['quantity']}"


def chains_explain_what_was_paid(case: Case) -> Iterator[str]:
    """A chain's delivered value is its asks, fees, freight and gains, with nobody's part below zero."""
    trades = {trade["trade"]: trade for trade in case.trades}
    work_in_chains: dict = defaultdict(float)  # (capacity or store) -> what chains pay for its work
    by_chain: dict = defaultdict(list)
    for part in case.chains:
        by_chain[part["chain"]].append(part)
    for name, parts in by_chain.items():
        delivered = asks = seller_gains = freight = 0.0
        work: dict = defaultdict(float)
        for part in parts:
            trade, quantity = trades[part["trade"]], part["quantity"]
            seller, buyer = case.listings[trade["seller"]], case.listings[trade["buyer"]]
            freight += quantity * trade["freight"]
            if seller.kind == "offers":
                asks += quantity * seller.price
                seller_gains += quantity * (trade["price_origin"] - seller.price)
            else:
                work[seller.id] += quantity * trade["price_origin"]
            if buyer.kind == "needs":
                delivered += quantity * trade["price_delivered"]
            else:
                work[buyer.id] -= quantity * trade["price_delivered"]
        for worker, paid in work.items():
            work_in_chains[worker] += paid
        parts_sum = asks + seller_gains + freight + sum(work.values())
        if case.value_differs(parts_sum, delivered):
            yield f"{name}: delivered for {delivered}, its parts sum to {parts_sum}"
        need = case.listings[parts[0]["need"]]
        paid = sum(row["level"] * row["price"] for (n, _), row in case.levels.items() if n == need.id)
        if case.value_differs(paid, delivered):
            yield f"{name}: delivers {delivered} to {need.id}, which pays {paid}"
    for listing in case.listings.values():
        if listing.kind in ("capacities", "stores"):
            earned = sum(
                row["level"] * row["price"] for (n, _), row in case.levels.items() if n == listing.id
            )
            if case.value_differs(work_in_chains[listing.id], earned):
                yield f"{listing.id}: earns {earned}, chains pay it {work_in_chains[listing.id]}"


CHECKS = (
    levels_are_within_what_was_listed,
    trades_add_up_to_levels,
    trades_join_places_and_prices,
    trades_go_where_goods_can_travel,
    haulage_and_open_freight_are_paid_by_trades,
    haulage_carries_what_its_level_says,
    prices_leave_no_better_deal,
    levels_carry_their_worth_and_gain,
    gains_add_up,
    chains_account_for_every_trade,
    chains_explain_what_was_paid,
)
