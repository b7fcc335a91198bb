"""The rule sets of people's business credit: which there are, adding one, taking one back."""

from importlib.resources import files

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from jejaring.finance import FinanceFaults
from jejaring.finance.kur import RuleSet
from jejaring.web.accounts.second_factor import second_factor_required
from jejaring.web.accounts.signed_in import kept, posted, signed_in
from jejaring.web.agreements.views.answering import answered
from jejaring.web.common.templatetags.figures import language
from jejaring.web.cooperatives.rules import coordinates_region
from jejaring.web.finance import actions
from jejaring.web.finance.forms.kur import RuleSetForm
from jejaring.web.finance.models import RuleSetText
from jejaring.web.finance.rule_sets import known_rule_sets


@signed_in
def rules(request: HttpRequest) -> HttpResponse:
    """All that are known, the newest first: what they rest on, and how much of it nobody has verified."""
    return _page(request)


@second_factor_required
def add(request: HttpRequest) -> HttpResponse:
    """A new one, beginning with the text of the latest."""
    _permit(request)
    latest = known_rule_sets()[-1]
    form = RuleSetForm(
        request.POST if request.method == "POST" else None,
        initial={"text": _text_of(latest)} | kept(request),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.add_rule_set(actor=request.user, text=form.cleaned_data["text"])
            except FinanceFaults as faults:
                for fault in faults.faults:
                    form.add_error("text", fault.say(language()))
            else:
                messages.success(request, _("Aturan %(id)s tercatat.") % {"id": made.key})
                return redirect("finance:rules")
    return render(request, "finance/add_rules.html", {"form": form}, status=status)


@posted("finance:rules")
@second_factor_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one back that was added."""
    _permit(request)
    found = get_object_or_404(RuleSetText, pk=pk)
    return answered(
        request,
        lambda: actions.withdraw_rule_set(actor=request.user, rules=found),
        _("Aturan ditarik."),
        to=reverse("finance:rules"),
        page=lambda status: _page(request, status),
    )


def _permit(request: HttpRequest) -> None:
    if not coordinates_region(request.user, ""):
        raise PermissionDenied


def _page(request: HttpRequest, status: int = 200) -> HttpResponse:
    added = {text.key: text for text in RuleSetText.objects.filter(withdrawn=None).select_related("person")}
    told = [
        (one, added.get(one.id), one.note.get(language(), ""), *_verified(one))
        for one in reversed(known_rule_sets())
    ]
    context = {"told": told, "may_change": coordinates_region(request.user, "")}
    return render(request, "finance/rules.html", context, status=status)


def _verified(one: RuleSet) -> tuple[int, int]:
    """How many of its rules somebody has verified, of how many."""
    rules = [rule for scheme in one.schemes for rule in scheme.rules]
    return sum(rule.verified for rule in rules), len(rules)


def _text_of(one: RuleSet) -> str:
    """The text a rule set was read from: of the site's, or of those it ships with."""
    added = RuleSetText.objects.filter(key=one.id, withdrawn=None).first()
    if added is not None:
        return added.text
    folder = files("jejaring.finance").joinpath("data", "kur")
    texts = (file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".toml"))
    return next(text for text in texts if f'id = "{one.id}"' in text.splitlines())
