"""What a person may see of their cooperatives, as ValueFlows."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from jejaring.catalogue import shipped_catalogue
from jejaring.valueflows import (
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
from jejaring.web.api.valueflows.names import RUPIAH, named, spec, urn
from jejaring.web.api.valueflows.telling_agreements import told_agreements
from jejaring.web.api.valueflows.telling_events import told_events
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.models import Listing
from jejaring.web.trade.models.listing import own_cooperatives
from jejaring.web.trade.names import base_of, commodity_name, recipe_name

MEDIA_TYPE = "application/ld+json"
ACTIONS = {
    Listing.Kind.OFFER: "transfer",
    Listing.Kind.NEED: "transfer",
    Listing.Kind.CAPACITY: "produce",
    Listing.Kind.STORE: "deliverService",
    Listing.Kind.HAULAGE: "move",
}
"""What is done by each kind of listing; a need is told apart by its receiver."""


def graph_of(person: Any) -> Graph:
    """Agents, intents, recipes, agreements, commitments and events of the person's cooperatives."""
    told: list[Thing] = [*_listings(person), *_recipes(), *told_agreements(person), *told_events(person)]
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
        kind, name = named(ref)
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
        resource_conforms_to=spec(listing.commodity, listing.recipe),
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
                spec(good, ""),
                Measure(Decimal(str(abs(much))), base_of("", good, "")),
            )
            for number, (good, much) in enumerate(rows.select("commodity", "quantity").iter_rows(), start=1)
        ]
        takes, makes = (
            tuple(flow.id for flow in flows if flow.action == action) for action in ("consume", "produce")
        )
        yield RecipeProcess(key, recipe_name(str(name)), takes, makes)
        yield from flows
