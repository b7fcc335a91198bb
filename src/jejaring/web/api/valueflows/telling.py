"""What a person may see of their cooperatives, as ValueFlows."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from jejaring.catalogue import shipped_catalogue
from jejaring.valueflows import (
    Agreement,
    Commitment,
    EconomicEvent,
    Graph,
    Intent,
    Measure,
    Organization,
    Proposal,
    RecipeFlow,
    RecipeProcess,
    ResourceSpecification,
)
from jejaring.valueflows.things import Thing
from jejaring.web.agreements import models as agreed
from jejaring.web.agreements.visible import agreements_of, commitments_of, shipments_of
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.money.models import Payment
from jejaring.web.money.visible import payments_of
from jejaring.web.trade.models import Listing
from jejaring.web.trade.models.listing import own_cooperatives
from jejaring.web.trade.names import base_of, commodity_name, recipe_name

RUPIAH = "urn:jejaring:commodity:IDR"
ACTIONS = {
    Listing.Kind.OFFER: "transfer",
    Listing.Kind.NEED: "transfer",
    Listing.Kind.CAPACITY: "produce",
    Listing.Kind.STORE: "deliverService",
    Listing.Kind.HAULAGE: "move",
}
"""What is done by each kind of listing; a need is told apart by its receiver."""
DONE = {
    agreed.Line.Kind.GOODS: "transfer",
    agreed.Line.Kind.WORK: "produce",
    agreed.Line.Kind.STORAGE: "deliverService",
    agreed.Line.Kind.CARRIAGE: "move",
}
HAPPENED = {
    agreed.Event.Verb.SENT: "dropoff",
    agreed.Event.Verb.RECEIVED: "transfer",
    agreed.Event.Verb.CORRECTED: "transfer",
    agreed.Event.Verb.RETURNED: "pickup",
}
"""Events that move something; the rest are words about these, which ValueFlows has no place for."""


def urn(kind: str, key: object) -> str:
    """The id of one thing."""
    return f"urn:jejaring:{kind}:{key}"


def graph_of(person: Any) -> Graph:
    """Agents, intents, recipes, agreements, commitments and events of the person's cooperatives."""
    told: list[Thing] = [*_listings(person), *_recipes(), *_agreements(person), *_events(person)]
    agents = {
        getattr(thing, side, "").rpartition(":")[2] for thing in told for side in ("provider", "receiver")
    }
    goods = {getattr(thing, "resource_conforms_to", "") for thing in told} - {""}
    return Graph((*_agents(person, agents - {""}), *_goods(goods), *told))


def _agents(person: Any, others: set[str]) -> Iterator[Organization]:
    mine = Cooperative.objects.filter(pk__in=own_cooperatives(person))
    for each in (mine | Cooperative.objects.filter(pk__in=others)).distinct().order_by("pk"):
        yield Organization(urn("cooperative", each.pk), each.name, each.region)


def _goods(refs: Iterable[str]) -> Iterator[ResourceSpecification]:
    for ref in sorted(refs):
        kind, name = ref.split(":")[2:4]
        if ref == RUPIAH:
            yield ResourceSpecification(ref, "Rupiah", "IDR")
        elif kind == "work":
            yield ResourceSpecification(ref, recipe_name(name), base_of("", "", name))
        elif kind == "service":
            yield ResourceSpecification(ref, "Angkutan", "kg")
        else:
            yield ResourceSpecification(ref, commodity_name(name), base_of("", name, ""))


def _listings(person: Any) -> Iterator[Thing]:
    rows = Listing.objects.filter(cooperative__in=own_cooperatives(person)).order_by("pk")
    for listing in rows:
        yield from told_listing(listing)


def told_listing(listing: Listing) -> tuple[Proposal, Intent, Intent]:
    """A listing: its proposal, what it would give or take, and what it asks or pays for a unit of that."""
    unit, needs = base_of(listing.kind, listing.commodity, listing.recipe), listing.kind == Listing.Kind.NEED
    own, key = urn("cooperative", listing.cooperative_id), urn("listing", listing.pk)
    intent = Intent(
        id=f"{key}#primary",
        action=ACTIONS[Listing.Kind(listing.kind)],
        provider="" if needs else own,
        receiver=own if needs else "",
        resource_conforms_to=_spec(listing.commodity, listing.recipe),
        resource_quantity=Measure(listing.quantity, unit),
        minimum_quantity=Measure(listing.minimum, unit) if listing.minimum is not None else None,
        at_location=listing.region,
        to_location=listing.destination,
        has_beginning=listing.first_month,
        has_end=listing.last_month,
        finished=not listing.is_open,
        note=listing.note,
    )
    money = Intent(
        id=f"{key}#reciprocal",
        action="transfer",
        provider=own if needs else "",
        receiver="" if needs else own,
        resource_conforms_to=RUPIAH,
        resource_quantity=Measure(listing.price, "IDR"),
    )
    proposal = Proposal(
        id=key,
        purpose="request" if needs else "offer",
        publishes=(intent.id,),
        reciprocal=(money.id,),
        created=listing.entered,
    )
    return proposal, intent, money


def _recipes() -> Iterator[Thing]:
    """The catalogue's: by the unit of the main output, by-products too."""
    for (name,), rows in shipped_catalogue().recipes.group_by("recipe", maintain_order=True):
        key = urn("recipe", name)
        flows = [
            RecipeFlow(
                f"{key}#{number}",
                "produce" if much > 0 else "consume",
                _spec(good, ""),
                Measure(Decimal(str(abs(much))), base_of("", good, "")),
            )
            for number, (good, much) in enumerate(rows.select("commodity", "quantity").iter_rows(), start=1)
        ]
        takes, makes = (
            tuple(flow.id for flow in flows if flow.action == action) for action in ("consume", "produce")
        )
        yield RecipeProcess(key, recipe_name(str(name)), takes, makes)
        yield from flows


def _agreements(person: Any) -> Iterator[Thing]:
    lines = commitments_of(person)
    by_agreement: dict[int, list[agreed.Commitment]] = {}
    for each in lines.order_by("pk"):
        by_agreement.setdefault(each.agreement_id, []).append(each)
    for agreement in agreements_of(person).order_by("pk"):
        key, orders = urn("agreement", agreement.pk), by_agreement.get(agreement.pk, [])
        given = [_commitment(each, key) for each in orders]
        paid = [_payment_for(each, key) for each in orders]
        yield Agreement(
            id=key,
            name=agreement.title,
            created=agreement.made,
            stipulates=tuple(each.id for each in given),
            stipulates_reciprocal=tuple(each.id for each in paid),
            note=agreement.number,
        )
        yield from (*given, *paid)


def _commitment(order: agreed.Commitment, agreement: str) -> Commitment:
    line = order.line
    return Commitment(
        id=urn("order", order.pk),
        action=DONE[agreed.Line.Kind(line.kind)],
        provider=urn("cooperative", order.giver_id),
        receiver=urn("cooperative", order.receiver_id),
        resource_conforms_to=_spec(line.commodity, line.recipe if line.kind == "olah" else ""),
        resource_quantity=Measure(line.quantity, line.unit),
        at_location=line.origin,
        to_location=line.destination,
        has_beginning=line.first_month,
        due=order.due,
        clause_of=agreement,
        finished=order.state != agreed.Commitment.State.OPEN,
        note=line.note,
    )


def _payment_for(order: agreed.Commitment, agreement: str) -> Commitment:
    return Commitment(
        id=urn("order", f"{order.pk}#payment"),
        action="transfer",
        provider=urn("cooperative", order.receiver_id),
        receiver=urn("cooperative", order.giver_id),
        resource_conforms_to=RUPIAH,
        resource_quantity=Measure(Decimal(order.line.total), "IDR"),
        clause_of=agreement,
    )


def _events(person: Any) -> Iterator[EconomicEvent]:
    for shipment in shipments_of(person).prefetch_related("events").order_by("pk"):
        order = shipment.commitment
        keys = {event.pk: urn("event", event.pk) for event in shipment.events.all()}
        for event in shipment.events.all():
            if event.verb in HAPPENED:
                yield _event(event, order, keys)
    for payment in payments_of(person).filter(state=Payment.State.CONFIRMED).order_by("pk"):
        orders = [each.commitment for each in payment.obligations.select_related("commitment")]
        agreements = {order.agreement_id for order in orders}
        yield EconomicEvent(
            id=urn("payment", payment.pk),
            action="transfer",
            provider=urn("cooperative", payment.payer_id),
            receiver=urn("cooperative", payment.payee_id),
            resource_conforms_to=RUPIAH,
            resource_quantity=Measure(Decimal(payment.amount), "IDR"),
            has_point_in_time=payment.on,
            created=payment.made,
            fulfills=tuple(dict.fromkeys(urn("order", f"{order.pk}#payment") for order in orders)),
            realization_of=urn("agreement", agreements.pop()) if len(agreements) == 1 else "",
            note=payment.means,
        )


def _event(event: agreed.Event, order: agreed.Commitment, keys: dict[int, str]) -> EconomicEvent:
    line, back = order.line, event.verb == agreed.Event.Verb.RETURNED
    giver, receiver = urn("cooperative", order.giver_id), urn("cooperative", order.receiver_id)
    quantity = event.quantity
    if quantity is not None and event.verb in agreed.Event.RECEIPTS:
        quantity -= event.rejected or 0
    return EconomicEvent(
        id=keys[event.pk],
        action=HAPPENED[agreed.Event.Verb(event.verb)],
        provider=receiver if back else giver,
        receiver=giver if back else receiver,
        resource_conforms_to=_spec(line.commodity, line.recipe if line.kind == "olah" else ""),
        resource_quantity=Measure(quantity, line.unit) if quantity is not None else None,
        to_location=line.destination,
        has_point_in_time=event.on,
        created=event.at,
        fulfills=(urn("order", order.pk),),
        corrects=keys.get(event.corrects_id or 0, ""),
        note=event.reason,
    )


def _spec(commodity: str, recipe: str) -> str:
    if recipe:
        return urn("work", recipe)
    return urn("commodity", commodity) if commodity else urn("service", "haulage")
