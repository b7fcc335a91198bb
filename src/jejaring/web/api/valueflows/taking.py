"""Proposals of ValueFlows, as listings."""

from collections.abc import Iterator
from typing import Any

from jejaring.valueflows import Graph, Intent, Proposal
from jejaring.web.api.problems import Problem
from jejaring.web.api.shapes.listings import ListingIn
from jejaring.web.api.valueflows.telling import RUPIAH

KINDS = {"transfer": "offers", "produce": "capacities", "deliverService": "stores", "move": "haulage"}


def listings_in(graph: Graph) -> Iterator[tuple[str, ListingIn | Problem]]:
    """What each proposal says, as a new listing; or why it is none."""
    things = graph.by_id()
    for proposal in graph.of(Proposal):
        try:
            yield proposal.id, _listing(proposal, things)
        except (KeyError, ValueError, AttributeError, IndexError):
            yield proposal.id, Problem("not-valid")


def _listing(proposal: Proposal, things: dict[str, Any]) -> ListingIn:
    intent, money = things[proposal.publishes[0]], things[proposal.reciprocal[0]]
    if not isinstance(intent, Intent) or money.resource_conforms_to != RUPIAH:
        raise ValueError(proposal.id)
    if intent.resource_quantity is None:
        raise ValueError(proposal.id)
    kind = "needs" if intent.receiver and not intent.provider else KINDS[intent.action]
    of, name = intent.resource_conforms_to.split(":")[2:4]
    said: dict[str, Any] = {
        "cooperative": int((intent.provider or intent.receiver).rpartition(":")[2]),
        "kind": kind,
        "commodity": name if of == "commodity" else "",
        "recipe": name if of == "work" else "",
        "quantity": intent.resource_quantity.value,
        "price": money.resource_quantity.value,
        "minimum": intent.minimum_quantity.value if intent.minimum_quantity else None,
        "region": intent.at_location or None,
        "destination": intent.to_location or None,
        "first_month": f"{intent.has_beginning:%Y-%m}" if intent.has_beginning else None,
        "last_month": f"{intent.has_end:%Y-%m}" if intent.has_end else None,
        "note": intent.note,
    }
    return ListingIn.model_validate({key: value for key, value in said.items() if value is not None})
