"""What comes of a document, thing by thing: taken, known already, or refused and why.

Each thing is taken by itself: one that is not right stops no other, except what follows it in the same
delivery.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from jejaring.valueflows import (
    Agreement,
    Commitment,
    EconomicEvent,
    Graph,
    NotValueFlows,
    Organization,
    Proposal,
    RecipeProcess,
    ResourceSpecification,
    read,
)
from jejaring.valueflows.things import Thing
from jejaring.web.agreements import actions
from jejaring.web.agreements.models import Commitment as Order
from jejaring.web.api.faults import REFUSALS, of_refusal
from jejaring.web.api.models import Scope
from jejaring.web.api.problems import Problem
from jejaring.web.api.valueflows.cleaning import cleaned
from jejaring.web.api.valueflows.names import RUPIAH
from jejaring.web.api.valueflows.reading import Reading
from jejaring.web.api.valueflows.taking_agreements import agreement_taken
from jejaring.web.api.valueflows.taking_events import Deliveries, event_taken
from jejaring.web.api.valueflows.taking_known import known_agent, known_goods, known_recipe
from jejaring.web.api.valueflows.taking_listings import listing_taken
from jejaring.web.api.valueflows.taking_payments import payment_taken

MOST = 2_000
"""Proposals, agreements, promises and events that are taken at once."""
Outcome = Literal["taken", "known", "refused"]


@dataclass(frozen=True)
class Entry:
    """What came of one thing."""

    thing: Thing
    outcome: Outcome
    path: str | None = None
    """Where it stands in the API."""
    problem: Problem | None = None


def document_taken(request: HttpRequest, document: Any) -> tuple[list[Entry], tuple[str, ...]]:
    """What came of each thing of a document, and the kinds and properties in it that are not known here.

    Raises
    ------
    Problem
        When it is no ValueFlows: then nothing of it was taken.
    """
    try:
        graph = read(document)
    except NotValueFlows as fault:
        raise Problem("not-valid", "", [("@graph", each) for each in fault.faults[:100]]) from None
    return list(_taken_in(request, cleaned(graph))), graph.unread


def _taken_in(request: HttpRequest, graph: Graph) -> Iterator[Entry]:
    """All that it says: agents and goods, recipes, listings, agreements, then what happened."""
    reading = Reading(request.user, getattr(request, "token", None), graph)
    for agent in graph.of(Organization):
        yield _entry(agent, partial(known_agent, reading, agent))
    for goods in graph.of(ResourceSpecification):
        yield _entry(goods, partial(known_goods, goods))
    for recipe in graph.of(RecipeProcess):
        yield _entry(recipe, partial(known_recipe, reading, recipe))
    for number, (thing, take) in enumerate(_acts(request, reading)):
        yield _entry(thing, take if number < MOST else _too_many)


def _acts(request: HttpRequest, reading: Reading) -> Iterator[tuple[Thing, Callable[[], tuple[bool, str]]]]:
    graph, deliveries = reading.graph, Deliveries(reading)
    for proposal in graph.of(Proposal):
        yield proposal, partial(listing_taken, request, reading, proposal)
    for agreement in graph.of(Agreement):
        yield agreement, partial(agreement_taken, reading, agreement)
    events = graph.of(EconomicEvent)
    for event in events:
        if event.resource_conforms_to != RUPIAH:
            yield event, partial(event_taken, deliveries, event)
    for event in events:
        if event.resource_conforms_to == RUPIAH:
            yield event, partial(payment_taken, reading, event)
    for promise in graph.of(Commitment):
        if promise.finished:
            yield promise, partial(_finished, reading, promise)
        elif not reading.agreement_of[promise.id]:
            yield promise, _of_no_agreement


def _finished(reading: Reading, promise: Commitment) -> tuple[bool, str]:
    """No more of it is awaited: said by who receives."""
    order = reading.order(promise.id)
    if order.state != Order.State.OPEN:
        return False, f"/orders/{order.pk}"
    reading.permit(Scope.DELIVERIES)
    reason = "" if order.is_kept else _("Selesai menurut dokumen asal.")
    actions.finish(actor=reading.person, commitment=order, version=order.version, reason=reason)
    return True, f"/orders/{order.pk}"


def _of_no_agreement() -> tuple[bool, str]:
    raise Problem("not-valid", "", [("clauseOf", _("Janji ini bukan bagian dari sebuah perjanjian."))])


def _too_many() -> tuple[bool, str]:
    raise Problem("too-large", _("Paling banyak %(most)s sekaligus.") % {"most": MOST})


def _entry(thing: Thing, take: Callable[[], tuple[bool, str | None]]) -> Entry:
    try:
        with transaction.atomic():
            is_new, path = take()
    except REFUSALS as fault:
        return Entry(thing, "refused", problem=of_refusal(fault))
    return Entry(thing, "taken" if is_new else "known", path)
