"""Cash flow, files for banks, being a taxable firm, insolvency."""

from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from jejaring.finance import FinanceFaults
from jejaring.web.agreements.views.answering import address_maker
from jejaring.web.agreements.views.papers import given
from jejaring.web.api.fields import Key, file_of, found
from jejaring.web.api.models import Scope
from jejaring.web.api.paging import After, Limit, page_of
from jejaring.web.api.problems import of_form
from jejaring.web.api.resources.credit import of_finance
from jejaring.web.api.shapes.credit import FinancingIn
from jejaring.web.api.shapes.finance import (
    CashFlowOut,
    CashSaid,
    FinancingOut,
    FinancingPage,
    InsolvencyIn,
    InsolvencyOut,
    TaxStatusIn,
    TaxStatusOut,
    WayOut,
    as_choice,
)
from jejaring.web.api.tokens import guarded, writes
from jejaring.web.clearing.actions import say_insolvent
from jejaring.web.clearing.forms.rounds import InsolvencyForm
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.cooperatives.rules import coordinates_region
from jejaring.web.finance import actions
from jejaring.web.finance.cash import Ways, cash_of
from jejaring.web.finance.financing_paper import financing_paper
from jejaring.web.finance.forms.cash import MOST_EARLIER
from jejaring.web.finance.forms.file import ALL, FileForm
from jejaring.web.finance.models import FinancingFile
from jejaring.web.money.actions import say_taxable
from jejaring.web.money.forms.payment import TaxStatusForm
from jejaring.web.money.taxes import is_taxable, taxes_on
from jejaring.web.trade.models.listing import own_cooperatives
from jejaring.web.trade.views.access import demand

router = Router(tags=["finance"])
Percent = Annotated[int, Query(ge=0, le=100, description="Down payment asked for, per cent.")]
Days = Annotated[int, Query(ge=0, le=MOST_EARLIER, description="Days of earlier delivery.")]


@router.get("/cooperatives/{id}/cash-flow", auth=writes(Scope.FINANCE), response=CashFlowOut)
def cash_flow(
    request: HttpRequest, id: Key, down_payment: Percent = Ways.down_payment, earlier: Days = Ways.earlier
) -> Any:
    """What comes in and goes out, the lowest point, and what closes the gap."""
    told = cash_of(_own(request, id), timezone.localdate(), Ways(down_payment, earlier))
    lowest_on, lowest = told.flow.lowest
    return {
        "said": told.said is not None,
        "opening": told.flow.opening,
        "lowest": lowest,
        "lowest_on": lowest_on,
        "gap": told.flow.gap,
        "to_finance": told.closing.to_finance,
        "ways": [
            WayOut(way=step.name, closes=step.closed, gap=step.flow.gap) for step in told.closing.steps[1:]
        ],
        "movements": told.flow.movements,
    }


@router.post("/cooperatives/{id}/cash", auth=writes(Scope.FINANCE), response={204: None})
def cash(request: HttpRequest, id: Key, said: CashSaid) -> Any:
    """Say how much there is today."""
    actions.say_cash(actor=request.user, cooperative=_own(request, id), amount=said.amount)
    return Status(204, None)


@router.get("/financing-files", auth=writes(Scope.FINANCE), response=FinancingPage)
def financing_files(request: HttpRequest, after: After = "", limit: Limit = 50) -> Any:
    """Files for banks. People send them: the link stands on the file's page, and is told to nobody here."""
    rows, following = page_of(_files(request), after, limit)
    return {"items": rows, "next": following}


@router.post("/cooperatives/{id}/financing-files", auth=writes(Scope.FINANCE), response={201: FinancingOut})
def make_financing_file(request: HttpRequest, id: Key, said: FinancingIn) -> Any:
    """Take everything down for one bank, for those who sign."""
    guarded(request)
    cooperative = _own(request, id, "cooperatives.sign_for")
    form = FileForm(cooperative, said.dict() | {"agreement": said.agreement or ALL})
    if not form.is_valid():
        raise of_form(form)
    try:
        made = actions.share_file(actor=request.user, cooperative=cooperative, wish=form.value())
    except FinanceFaults as faults:
        raise of_finance(faults) from None
    return Status(201, found(_files(request), made.pk))


@router.get("/financing-files/{id}", auth=writes(Scope.FINANCE), response=FinancingOut)
def financing_file(request: HttpRequest, id: Key) -> Any:
    """One of them."""
    return found(_files(request), id)


@router.get(
    "/financing-files/{id}/paper", auth=writes(Scope.FINANCE), openapi_extra=file_of("application/pdf")
)
def financing_file_paper(request: HttpRequest, id: Key) -> Any:
    """The same as a paper."""
    file = found(_files(request), id)
    return given(financing_paper(file, address_maker(request)), file.reference)


@router.post("/financing-files/{id}/revoke", auth=writes(Scope.FINANCE), response=FinancingOut)
def revoke(request: HttpRequest, id: Key) -> Any:
    """Let its link lead nowhere."""
    guarded(request)
    actions.revoke_file(actor=request.user, file=found(_files(request), id))
    return found(_files(request), id)


@router.get("/cooperatives/{id}/tax-status", auth=writes(Scope.MONEY), response=TaxStatusOut)
def tax_status(request: HttpRequest, id: Key) -> Any:
    """Whether one's cooperative is a taxable firm."""
    return _taxes(_own(request, id))


@router.post("/cooperatives/{id}/tax-status", auth=writes(Scope.MONEY), response=TaxStatusOut)
def say_tax_status(request: HttpRequest, id: Key, said: TaxStatusIn) -> Any:
    """Say whether it is, for those who sign."""
    guarded(request)
    cooperative = _own(request, id, "cooperatives.sign_for")
    form = TaxStatusForm(as_choice(said.dict(), "taxable"))
    if not form.is_valid():
        raise of_form(form)
    say_taxable(actor=request.user, cooperative=cooperative, **form.cleaned_data)
    return _taxes(cooperative)


@router.get("/cooperatives/{id}/insolvency", auth=writes(Scope.ROUNDS), response=list[InsolvencyOut])
def insolvency(request: HttpRequest, id: Key) -> Any:
    """What was said of it, to coordinators of its territory."""
    return list(_coordinated(request, id).insolvencies.order_by("-since", "-pk"))


@router.post("/cooperatives/{id}/insolvency", auth=writes(Scope.ROUNDS), response={201: InsolvencyOut})
def tell_insolvency(request: HttpRequest, id: Key, said: InsolvencyIn) -> Any:
    """Say that it is in insolvency, or no longer."""
    cooperative = _coordinated(request, id)
    form = InsolvencyForm(as_choice(said.dict(), "insolvent"))
    if not form.is_valid():
        raise of_form(form)
    return Status(201, say_insolvent(actor=request.user, cooperative=cooperative, **form.cleaned_data))


def _own(request: HttpRequest, key: int, permission: str = "cooperatives.act_for") -> Cooperative:
    cooperative: Cooperative = found(Cooperative.objects.all(), key)
    demand(request, permission, cooperative)
    return cooperative


def _coordinated(request: HttpRequest, key: int) -> Cooperative:
    guarded(request)
    cooperative: Cooperative = found(Cooperative.objects.all(), key)
    if not coordinates_region(request.user, cooperative.region):
        raise PermissionDenied
    return cooperative


def _files(request: HttpRequest) -> Any:
    return FinancingFile.objects.filter(cooperative__in=own_cooperatives(request.user))


def _taxes(cooperative: Cooperative) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "taxable": is_taxable(cooperative.pk, today),
        "taxes": sorted({each.id for each in taxes_on(today)}),
    }
