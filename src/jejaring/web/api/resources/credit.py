"""Loans: how they are paid back, which scheme fits, the rules, what a territory needs."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from jejaring.finance import FinanceFaults, cover
from jejaring.finance.cover import DELAYS
from jejaring.web.api.fields import AmountText, Key, found
from jejaring.web.api.models import Scope
from jejaring.web.api.problems import Problem, of_form
from jejaring.web.api.shapes.credit import (
    AssessmentIn,
    AssessmentOut,
    AssessmentPage,
    NeedOut,
    RuleSetIn,
    RuleSetOut,
    ScheduleOut,
)
from jejaring.web.api.steps import Thing, listed
from jejaring.web.api.tokens import guarded, reads, writes
from jejaring.web.clearing.visible import coordinated_by
from jejaring.web.common.templatetags.figures import language
from jejaring.web.cooperatives.models import Cooperative, Territory
from jejaring.web.cooperatives.rules import coordinates_region
from jejaring.web.finance import actions
from jejaring.web.finance.forms.kur import KurForm
from jejaring.web.finance.forms.loan import DAYS, HARVEST, MONTHLY, LoanForm
from jejaring.web.finance.models import KeptAssessment, RuleSetText
from jejaring.web.finance.need import need_of_round, need_of_territory
from jejaring.web.finance.rule_sets import known_rule_sets
from jejaring.web.finance.views.instalments import receivables_of
from jejaring.web.rounds.models import Round
from jejaring.web.trade.models.listing import own_cooperatives
from jejaring.web.trade.views.access import demand

router = Router(tags=["credit"])
WRITES = writes(Scope.FINANCE)
WAYS = {"monthly": MONTHLY, "harvest": HARVEST, "days": DAYS}
Rupiah = Annotated[int, Query(ge=0, le=10**15, description="Whole rupiah.")]
Months = Annotated[int, Query(ge=1, le=240)]
Grace = Annotated[int, Query(ge=0, le=239, description="Months in which only interest is paid.")]
Days = Annotated[str, Query(max_length=1000, description="YYYY-MM-DD, with commas between; not monthly.")]
Place = Annotated[str | None, Query(max_length=13, description="One of one's territories; empty: all of it.")]
RoundKey = Annotated[int | None, Query(ge=1, le=10**15, description="An announced round there, instead.")]


def assessments_of(person: Any) -> Any:
    """Those of one's cooperatives."""
    return KeptAssessment.objects.filter(cooperative__in=own_cooperatives(person))


ASSESSMENT = Thing("assessment", "/assessments", assessments_of, AssessmentOut, Scope.FINANCE)
listed(router, ASSESSMENT, AssessmentPage, "Which KUR fits: what was asked before.", auth=WRITES)


@router.post("/cooperatives/{id}/assessments", auth=WRITES, response={201: AssessmentOut})
def assess(request: HttpRequest, id: Key, said: AssessmentIn) -> Any:
    """Ask which KUR fits; every scheme of the day with every reason is kept."""
    cooperative = _own(request, id)
    form = KurForm(cooperative, said.typed())
    if not form.is_valid():
        raise of_form(form)
    try:
        made = actions.keep_assessment(
            actor=request.user,
            cooperative=cooperative,
            applicant=form.applicant(),
            amount=int(form.cleaned_data["amount"]),
            purpose=form.cleaned_data["purpose"],
            day=form.cleaned_data["day"],
            months=form.cleaned_data["months"],
        )
    except FinanceFaults as faults:
        raise of_finance(faults) from None
    return Status(201, ASSESSMENT.shown(request, made.pk))


@router.get("/cooperatives/{id}/instalments", auth=WRITES, response=ScheduleOut)
def instalments(
    request: HttpRequest,
    id: Key,
    amount: Rupiah,
    start: Annotated[date, Query()],
    rate: AmountText = Decimal(6),
    way: Annotated[Literal["monthly", "harvest", "days"], Query()] = "monthly",
    months: Months = 12,
    grace: Grace = 0,
    days: Days = "",
) -> Any:
    """How a loan (`rate`: per cent a year) would be paid back by what one is owed, also when that is late."""
    cooperative = _own(request, id)
    asked = {"amount": amount, "rate": rate, "start": start, "way": WAYS[way], "months": months}
    form = LoanForm(asked | {"grace": grace, "days": days})
    if not form.is_valid() or form.schedule is None:
        raise of_form(form)
    schedule, receivables = form.schedule, list(receivables_of(cooperative))
    covers = [cover(schedule, receivables, late) for late in (0, *DELAYS)]
    return {
        "amount": schedule.amount,
        "interest": schedule.interest,
        "instalments": schedule.instalments,
        "late": [{"days": each.late_days, "breaks": each.breaks, "unused": each.unused} for each in covers],
    }


@router.get("/credit-rules", auth=reads, response=list[RuleSetOut])
def rules(request: HttpRequest) -> Any:
    """All rule sets that are known, the newest first."""
    added = dict(RuleSetText.objects.filter(withdrawn=None).values_list("key", "pk"))
    told = []
    for one in reversed(known_rule_sets()):
        each = [rule for scheme in one.schemes for rule in scheme.rules]
        told.append(
            RuleSetOut(
                id=one.id,
                title=one.title,
                first_day=one.first_day,
                note=one.note.get(language(), ""),
                rules=len(each),
                verified=sum(rule.verified for rule in each),
                digest=one.digest,
                added=added.get(one.id),
            )
        )
    return told


@router.post("/credit-rules", auth=writes(Scope.REGISTER), response={201: list[RuleSetOut]})
def add_rules(request: HttpRequest, said: RuleSetIn) -> Any:
    """A coordinator of the country adds one; from its first day on it counts."""
    _whole_country(request)
    try:
        actions.add_rule_set(actor=request.user, text=said.text)
    except FinanceFaults as faults:
        raise of_finance(faults, "text") from None
    return Status(201, rules(request))


@router.post("/credit-rules/{id}/withdraw", auth=writes(Scope.REGISTER), response=list[RuleSetOut])
def withdraw_rules(request: HttpRequest, id: Key) -> Any:
    """It counts no more; what was assessed with it stays as it is."""
    _whole_country(request)
    actions.withdraw_rule_set(actor=request.user, rules=found(RuleSetText.objects.all(), id))
    return rules(request)


@router.get("/financing-need", auth=writes(Scope.ROUNDS), response=NeedOut)
def need(request: HttpRequest, region: Place = None, round: RoundKey = None) -> Any:
    """Working capital that a territory or a round needs, before and after clearing: sums alone."""
    guarded(request)
    mine = set(Territory.objects.of(request.user).values_list("region", flat=True))
    if not mine:
        raise PermissionDenied
    today = timezone.localdate()
    if round is not None:
        announced = Round.objects.filter(
            coordinated_by(request.user), attempts__published__isnull=False
        ).distinct()
        return need_of_round(found(announced, round), today)
    chosen = min(mine) if region is None else region
    if chosen not in mine:
        raise PermissionDenied
    return need_of_territory(chosen, today)


def of_finance(faults: FinanceFaults, field: str = "") -> Problem:
    """What can not be of a loan or of its rules."""
    return Problem("not-valid", "", [(field, fault.say(language())) for fault in faults.faults])


def _own(request: HttpRequest, key: int) -> Cooperative:
    cooperative: Cooperative = found(Cooperative.objects.all(), key)
    demand(request, "cooperatives.act_for", cooperative)
    return cooperative


def _whole_country(request: HttpRequest) -> None:
    guarded(request)
    if not coordinates_region(request.user, ""):
        raise PermissionDenied
