"""Chains that hold every unit traded, and every rupiah."""

from collections import defaultdict
from collections.abc import Iterator

from judge.case import RELATIVE, Case, quantities_differ


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
        if not quantities_differ(in_chains[name], trade["quantity"]):
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
