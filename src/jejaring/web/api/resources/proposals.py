"""Proposals: send, answer, take back, write about them."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from jejaring.web.api.etags import IfMatch
from jejaring.web.api.fields import Key, found, named
from jejaring.web.api.models import Scope
from jejaring.web.api.problems import of_form
from jejaring.web.api.shapes.proposals import MessageIn, ProposalIn, ProposalOut, ProposalPage, TermsIn
from jejaring.web.api.steps import Thing, listed, step
from jejaring.web.api.tokens import writes
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade import actions
from jejaring.web.trade.forms.proposal import MessageForm, TermsForm
from jejaring.web.trade.models import Listing
from jejaring.web.trade.models.listing import own_cooperatives
from jejaring.web.trade.names import base_of
from jejaring.web.trade.partners import commodity_of
from jejaring.web.trade.views.access import demand
from jejaring.web.trade.visible import proposals_of

router = Router(tags=["proposals"])
PROPOSAL = Thing("proposal", "/proposals", proposals_of, ProposalOut, Scope.TRADE, ("steps", "messages"))
listed(router, PROPOSAL, ProposalPage, "Proposals of one's cooperatives.")
ANSWER: dict[str, Any] = {"permission": "trade.answer_proposal"}
TAKE_BACK: dict[str, Any] = {"permission": "trade.withdraw_proposal"}
step(router, PROPOSAL, "accept", actions.accept, "Agree to the last terms.", **ANSWER)
step(router, PROPOSAL, "refuse", actions.refuse, "Say no, and why.", reason=True, **ANSWER)
step(router, PROPOSAL, "withdraw", actions.withdraw, "Take one's own last terms back.", **TAKE_BACK)


@router.post("/listings/{id}/proposals", auth=writes(Scope.TRADE), response={201: list[ProposalOut]})
def send(request: HttpRequest, id: Key, said: ProposalIn) -> Any:
    """Propose a trade about a listing."""
    visible = Listing.objects.visible_to(request.user).select_related("cooperative")
    listing = found(visible, id)
    demand(request, "trade.propose", listing)
    mine = Cooperative.objects.filter(pk__in=own_cooperatives(request.user))
    sent = actions.send_proposals(
        actor=request.user,
        listing=listing,
        sender=named(mine, said.sender, "sender"),
        receivers=[named(Cooperative.objects.all(), one, "receivers") for one in said.receivers],
        terms=_terms(said, listing, commodity_of(listing)),
    )
    return Status(201, sent)


@router.post("/proposals/{id}/counter", auth=writes(Scope.TRADE), response=ProposalOut)
def counter(request: HttpRequest, id: Key, said: TermsIn, if_match: IfMatch = None) -> Any:
    """Other terms instead."""
    proposal = PROPOSAL.seen(request, id, if_match)
    demand(request, "trade.answer_proposal", proposal)
    terms = _terms(said, proposal.listing, proposal.commodity)
    actions.counter(actor=request.user, proposal=proposal, version=proposal.version, terms=terms)
    return PROPOSAL.shown(request, id)


@router.post("/proposals/{id}/messages", auth=writes(Scope.TRADE), response={201: ProposalOut})
def write(request: HttpRequest, id: Key, said: MessageIn) -> Any:
    """Write to the other party."""
    proposal = found(proposals_of(request.user), id)
    demand(request, "trade.write_in_proposal", proposal)
    form = MessageForm(said.dict())
    if not form.is_valid():
        raise of_form(form)
    parties = Cooperative.objects.filter(pk__in=(proposal.sender_id, proposal.receiver_id))
    by = parties.filter(pk__in=own_cooperatives(request.user)).order_by("name", "pk")[0]
    actions.write_message(actor=request.user, proposal=proposal, by=by, text=form.cleaned_data["text"])
    return Status(201, PROPOSAL.shown(request, id))


def _terms(said: TermsIn, listing: Listing, commodity: str) -> actions.Terms:
    unit = base_of(listing.kind, listing.commodity, listing.recipe)
    form = TermsForm(
        said.dict(include=set(TermsIn.model_fields)) | {"unit": unit, "price_unit": unit},
        commodity=commodity,
        carried=listing.kind == Listing.Kind.HAULAGE,
        near=listing.cooperative.region,
    )
    if not form.is_valid():
        raise of_form(form)
    return form.value()
