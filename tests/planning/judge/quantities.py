"""Levels within what was listed, and trades that add up to them."""

from collections import defaultdict
from collections.abc import Iterator

from judge.case import RELATIVE, Case, quantities_differ


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
        elif level > listing.quantity and quantities_differ(level, listing.quantity):
            yield f"{name}: level {level} in month {month} exceeds its {listing.quantity}"
        if level > 0 and listing.kind == "stores":
            if not case.facts.goods[listing.what].may_be_stored():
                yield f"{name}: stores {listing.what}, which spoils"
            if month + 1 >= len(case.facts.months):
                yield f"{name}: stores beyond the horizon"
    for name, level in whole_window.items():
        quantity = case.listings[name].quantity
        if level > quantity and quantities_differ(level, quantity):
            yield f"{name}: uses {level} of its {quantity}"
    for name in case.listings:
        if not any(listed == name for listed, _ in case.levels):
            yield f"{name}: has no level"


def trades_add_up_to_levels(case: Case) -> Iterator[str]:
    sold, bought = _flow(case)
    sells, buys = _expected_flow(case)
    for key in sorted({*sold, *sells}):
        name, commodity, month = key
        if not quantities_differ(sold[key], sells[key]):
            continue
        if sold[key] > sells[key]:
            yield f"{name}: sold {sold[key]} {commodity} in month {month}, has {sells[key]}"
        price = case.price(commodity, case.listings[name].region, month)
        if price is None or price > RELATIVE:  # only what is worth nothing may be left lying
            yield f"{name}: sold {sold[key]} of {sells[key]} {commodity} in month {month} at price {price}"
    for key in sorted({*bought, *buys}):
        if quantities_differ(bought[key], buys[key]):
            yield f"{key[0]}: bought {bought[key]} {key[1]} in month {key[2]}, uses {buys[key]}"


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
