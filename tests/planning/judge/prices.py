"""Prices at which nobody does better, and gains that follow from them."""

from collections import defaultdict
from collections.abc import Iterator

from reading import Listing

from judge.case import RELATIVE, Case, prices_differ


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
                if there > here + cost and prices_differ(there, here + cost):
                    yield f"{commodity}, month {month}: buying in {origin} and shipping to {destination} pays"
    for listing in case.listings.values():
        per_month = {
            month: max(0.0, worth - listing.price if listing.kind != "needs" else listing.price - worth)
            for month in listing.months
            if (worth := worth_of(case, listing, month)) is not None
        }
        margins = list(per_month.values()) or [0.0]
        once = listing.kind in ("offers", "needs")  # a quantity for the whole window
        best = listing.quantity * (max(margins) if once else sum(margins))
        gain = sum(row["gain"] for (name, _), row in case.levels.items() if name == listing.id)
        if case.value_differs(gain, best):
            yield f"{listing.id}: gains {gain}, at these prices it could gain {best}"


def levels_carry_their_worth_and_gain(case: Case) -> Iterator[str]:
    for (name, month), row in case.levels.items():
        listing = case.listings[name]
        margin = row["price"] - listing.price
        gain = row["level"] * (-margin if listing.kind == "needs" else margin)
        if case.value_differs(gain, row["gain"]):
            yield f"{name}: gain {row['gain']} in month {month}, by level and price {gain}"
        if row["gain"] < 0 and case.value_differs(row["gain"], 0.0):
            yield f"{name}: loses {row['gain']} in month {month}"
        put_in = row["level"] * (listing.price or 1.0)
        if put_in > 0 and case.value_differs(row["percent"] / 100 * put_in, row["gain"]):
            yield f"{name}: {row['percent']} per cent in month {month} of {put_in}, gain {row['gain']}"
        low, high = row["price_low"], row["price_high"]
        if (low is not None and low > row["price"]) or (high is not None and high < row["price"]):
            yield f"{name}: price {row['price']} in month {month} outside of {low} to {high}"
        worth = worth_of(case, listing, month)
        if row["level"] > RELATIVE and (
            worth is None or worths_differ(case, listing, worth, row["price"], month)
        ):
            yield f"{name}: worth {row['price']} in month {month}, by the prices {worth}"


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


def worth_of(case: Case, listing: Listing, month: int) -> float | None:
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


def worths_differ(case: Case, listing: Listing, one: float, other: float, month: int) -> bool:
    """A difference of two big prices is known as exactly as the prices are."""
    amounts = case.facts.recipes[listing.what] if listing.kind == "capacities" else {listing.what: 1.0}
    if listing.kind == "haulage":
        amounts = {c: 1.0 / good.kg for c, good in case.facts.goods.items() if good.kg > 0}
    scale = sum(abs(a) * (case.price(c, listing.region, month) or 0.0) for c, a in amounts.items())
    return not abs(one - other) <= 1e-5 * max(1.0, scale, abs(one))
