"""Agreements: write one from a proposal, change its words, propose, sign, decline, take back."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from jejaring.web.agreements import actions
from jejaring.web.agreements.forms.lines import LineForm, NewLineForm
from jejaring.web.agreements.forms.terms import TermsForm, first_terms
from jejaring.web.agreements.from_proposal import line_of, source_of
from jejaring.web.agreements.models import Agreement, AgreementVersion, Line
from jejaring.web.agreements.terms import Promise, Terms
from jejaring.web.agreements.visible import agreements_of
from jejaring.web.agreements.wording import line_thing
from jejaring.web.api.etags import IfMatch
from jejaring.web.api.fields import Key, found
from jejaring.web.api.models import Scope
from jejaring.web.api.problems import Problem, of_form
from jejaring.web.api.shapes.agreements import AgreementIn, AgreementOut, AgreementPage, AgreementTerms
from jejaring.web.api.steps import Thing, listed, step
from jejaring.web.api.tokens import writes
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.models import Proposal
from jejaring.web.trade.names import base_of
from jejaring.web.trade.visible import proposals_of

router = Router(tags=["agreements"])
ALONG = ("parties__cooperative", "current__lines", "latest__lines", "steps", "commitments")
AGREEMENT = Thing("agreement", "/agreements", agreements_of, AgreementOut, Scope.AGREEMENTS, ALONG)
listed(router, AGREEMENT, AgreementPage, "Agreements of one's cooperatives.")
step(router, AGREEMENT, "propose", actions.propose, "Ask all to sign.")
step(router, AGREEMENT, "accept", actions.accept, "Sign it.", signs=True)
step(router, AGREEMENT, "decline", actions.decline, "Say no, and why.", reason=True, signs=True)
step(router, AGREEMENT, "withdraw", actions.withdraw, "Take one's own words back.")


@router.post("/proposals/{id}/agreement", auth=writes(Scope.AGREEMENTS), response={201: AgreementOut})
def write(request: HttpRequest, id: Key, said: AgreementIn) -> Any:
    """Write down what an accepted proposal says, as a draft; written once, then told."""
    proposal = found(proposals_of(request.user).filter(state=Proposal.State.ACCEPTED), id)
    known = Agreement.objects.filter(source=source_of(proposal)).first()
    if known is None:
        line, words = line_of(proposal)
        parties = [line.giver, line.receiver]
        known = actions.draft(
            actor=request.user,
            title=line_thing(line),
            parties=parties,
            lines=_promises(said, [line], parties),
            terms=_terms(said, first_terms() | {"other": words}),
            source=source_of(proposal),
        )
    return Status(201, AGREEMENT.shown(request, known.pk))


@router.patch("/agreements/{id}", auth=writes(Scope.AGREEMENTS), response=AgreementOut)
def amend(request: HttpRequest, id: Key, said: AgreementIn, if_match: IfMatch = None) -> Any:
    """Other words: a new version, signed anew by all."""
    agreement = AGREEMENT.seen(request, id, if_match)
    latest: AgreementVersion = agreement.latest
    lines = list(latest.lines.select_related("giver", "receiver"))
    parties = [party.cooperative for party in agreement.parties.select_related("cooperative")]
    actions.amend(
        actor=request.user,
        agreement=agreement,
        version=agreement.version,
        terms=_terms(said, first_terms(latest)),
        lines=_promises(said, lines, parties),
    )
    return AGREEMENT.shown(request, id)


def _terms(said: AgreementTerms, first: dict[str, Any]) -> Terms:
    given = said.dict(include=set(AgreementTerms.model_fields), exclude_unset=True)
    form = TermsForm(first | given)
    if not form.is_valid():
        raise of_form(form)
    return form.value()


def _promises(said: AgreementIn, lines: list[Line], parties: list[Cooperative]) -> list[Promise]:
    """The lines as they are now worded, by the forms of the page that words them."""
    changes = {change.number: change.dict(exclude_unset=True) for change in said.lines}
    unknown = set(changes) - {line.number for line in lines}
    if unknown:
        raise Problem("not-valid", "", [("lines", str(number)) for number in sorted(unknown)])
    promises = []
    for line in lines:
        names = ("quantity", "price", "first_month", "last_month", "note", "tax")
        now = {name: _typed(getattr(line, name)) for name in names}
        form = LineForm(now | changes.get(line.number, {}), line=line, droppable=len(lines) > 1)
        if not form.is_valid():
            raise of_form(form, {name: f"lines.{line.number}.{name}" for name in form.fields})
        promises.append(form.value())
    if said.add is not None:
        unit = base_of("offers", said.add.commodity, "")
        added = NewLineForm(said.add.dict() | {"unit": unit}, parties=parties)
        if not added.is_valid():
            raise of_form(added, {name: f"add.{name}" for name in added.fields})
        promises.append(added.value())
    return [promise for promise in promises if promise is not None]


def _typed(value: Any) -> Any:
    return f"{value:%Y-%m}" if isinstance(value, date) else value
