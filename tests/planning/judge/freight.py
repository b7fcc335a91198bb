"""Trades that join places, by ways their goods can take, and are paid for."""

import math
from collections import defaultdict
from collections.abc import Iterator

from judge.case import Case, prices_differ, quantities_differ


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
            if price is None or prices_differ(price, trade[column]):
                yield f"{name}: {column} {trade[column]} where the region's price is {price}"
        if prices_differ(trade["price_origin"] + trade["freight"], trade["price_delivered"]):
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
        if trade["freight"] > cost[pair] and prices_differ(trade["freight"], cost[pair]):
            yield f"{trade['trade']}: freight {trade['freight']}, the open network asks {cost[pair]}"
        if trade["freight"] < with_haulage[pair] and prices_differ(trade["freight"], with_haulage[pair]):
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
        if row["kg"] > trade["quantity"] * good.kg and quantities_differ(
            row["kg"], trade["quantity"] * good.kg
        ):
            yield f"{haulage.id}: carries {row['kg']} kg of {trade['trade']}, which weighs less"
        if not good.may_travel(haulage.hours):
            yield f"{haulage.id}: carries {trade['commodity']}, which would spoil"
    for name, month in {*carried, *case.levels}:
        if case.listings[name].kind != "haulage":
            continue
        level = case.levels.get((name, month), {"level": 0.0})["level"]
        if quantities_differ(carried[name, month], level):
            yield f"{name}: carries {carried[name, month]} kg in month {month}, its level is {level}"
