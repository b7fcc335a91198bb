"""Proposals of a document, as listings."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import ValidationError as WrongShape

from jejaring.valueflows import Intent, Proposal
from jejaring.web.api.actions import documents
from jejaring.web.api.models import Scope, Taken
from jejaring.web.api.problems import Problem, of_shape
from jejaring.web.api.resources.listings import written
from jejaring.web.api.shapes.listings import ListingIn
from jejaring.web.api.valueflows.names import RUPIAH, key_of, mark_of, named
from jejaring.web.api.valueflows.reading import Reading
from jejaring.web.trade.models import Listing
from jejaring.web.trade.models.listing import own_cooperatives

KINDS = {"transfer": "offers", "produce": "capacities", "deliverService": "stores", "move": "haulage"}


def listing_taken(request: HttpRequest, reading: Reading, proposal: Proposal) -> tuple[bool, str]:
    """Whether it is new here, and where it stands."""
    said = _listing(reading, proposal)
    mark = mark_of(proposal.id, proposal.created, said.cooperative)
    known = _known(reading, proposal, mark)
    if known is not None:
        return False, f"/listings/{known}"
    reading.permit(Scope.TRADE)

    def verb() -> Listing:
        return Listing.objects.get(pk=written(request, said).id)

    made = documents.take(actor=reading.person, mark=mark, said=proposal.id, verb=verb)
    return True, f"/listings/{made.pk}"


def _known(reading: Reading, proposal: Proposal, mark: str) -> int | None:
    own = Listing.objects.filter(cooperative__in=own_cooperatives(reading.person))
    taken = Taken.objects.filter(mark=mark).first()
    if taken is not None:
        return taken.key if own.filter(pk=taken.key).exists() else None
    key = key_of(proposal.id, "listing")
    return key if proposal.created and own.filter(pk=key, entered=proposal.created).exists() else None


def _listing(reading: Reading, proposal: Proposal) -> ListingIn:
    things = reading.things
    intent = things.get(proposal.publishes[0]) if len(proposal.publishes) == 1 else None
    money = things.get(proposal.reciprocal[0]) if len(proposal.reciprocal) == 1 else None
    if (
        not isinstance(intent, Intent)
        or not isinstance(money, Intent)
        or intent.resource_quantity is None
        or money.resource_quantity is None
        or money.resource_conforms_to != RUPIAH
        or intent.action not in KINDS
    ):
        raise Problem("not-valid", _("Usulan memerlukan satu Intent dan satu Intent balasan dalam IDR."))
    of, name = named(intent.resource_conforms_to)
    said: dict[str, Any] = {
        "cooperative": reading.cooperative(intent.provider or intent.receiver).pk,
        "kind": "needs" if intent.receiver and not intent.provider else KINDS[intent.action],
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
    try:
        return ListingIn.model_validate({key: value for key, value in said.items() if value is not None})
    except WrongShape as fault:
        raise of_shape([{**each, "loc": ("body", "said", *each["loc"])} for each in fault.errors()]) from None
