"""Financing files: those of a cooperative, making and revoking them, and what a bank sees by the link."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from jejaring.finance import FinanceFaults
from jejaring.report.cash_chart import PHONE, cash_chart
from jejaring.web.accounts.second_factor import second_factor_required
from jejaring.web.accounts.signed_in import kept, posted, signed_in
from jejaring.web.agreements.views.answering import address_maker, answered
from jejaring.web.agreements.views.papers import given
from jejaring.web.common.templatetags.figures import language
from jejaring.web.cooperatives.views.asking import permit
from jejaring.web.finance import actions
from jejaring.web.finance.financing import flows_of
from jejaring.web.finance.financing_paper import financing_paper
from jejaring.web.finance.forms.file import FileForm
from jejaring.web.finance.models import FinancingFile, Look
from jejaring.web.finance.views.asking import own
from jejaring.web.finance.views.kur import schemes_of
from jejaring.web.trade.models.listing import own_cooperatives

LOOKS_SHOWN = 100


@signed_in
def files(request: HttpRequest, key: int) -> HttpResponse:
    """All of a cooperative, the newest first."""
    cooperative = own(request, key)
    context = {
        "cooperative": cooperative,
        "files": FinancingFile.objects.filter(cooperative=cooperative).order_by("-pk")[:LOOKS_SHOWN],
        "signs": request.user.has_perm("cooperatives.sign_for", cooperative),
    }
    return render(request, "finance/files.html", context)


@second_factor_required
def new(request: HttpRequest, key: int) -> HttpResponse:
    """Make one, for those who sign."""
    cooperative = own(request, key)
    permit(request, "cooperatives.sign_for", cooperative)
    form = FileForm(cooperative, request.POST if request.method == "POST" else None, initial=kept(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.share_file(actor=request.user, cooperative=cooperative, wish=form.value())
            except FinanceFaults as faults:
                for fault in faults.faults:
                    form.add_error(None, fault.say(language()))
            else:
                messages.success(request, _("Berkas dibuat. Kirim tautannya hanya kepada bank itu."))
                return redirect("finance:file", made.pk)
    return render(request, "finance/new_file.html", {"cooperative": cooperative, "form": form}, status=status)


@signed_in
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A file as its cooperative sees it: the link, who looked, and what the bank sees."""
    return _page(request, _seen(request, pk))


@signed_in
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as a paper, for its cooperative."""
    found = _seen(request, pk)
    return given(financing_paper(found, address_maker(request)), found.reference)


@posted("finance:file", "pk")
@second_factor_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the link lead nowhere."""
    found = _seen(request, pk)
    return answered(
        request,
        lambda: actions.revoke_file(actor=request.user, file=found),
        _("Ditarik. Tautannya tidak berlaku lagi."),
        to=reverse("finance:file", args=[pk]),
        page=lambda status: _page(request, _seen(request, pk), status),
    )


def shared(request: HttpRequest, token: str) -> HttpResponse:
    """What the bank sees by the link; noted, and shown to the cooperative."""
    found = _by_link(request, token, Look.What.PAGE)
    response = render(request, "finance/shared.html", {"file": found, **told_of(found)})
    return _private(response)


def shared_paper(request: HttpRequest, token: str) -> HttpResponse:
    """The same as a paper."""
    found = _by_link(request, token, Look.What.PAPER)
    return _private(given(financing_paper(found, address_maker(request)), found.reference))


def told_of(found: FinancingFile) -> dict[str, Any]:
    """What its page says."""
    content = found.content
    flow, lent = flows_of(content)
    drawn = cash_chart(flow, language(), after=lent, change="lent", name=content["who"]["name"], sheet=PHONE)
    record = content["assessment"][language()] if content["assessment"] else None
    return {
        "told": content,
        "flow": flow,
        "lent": lent,
        "picture": mark_safe(drawn),  # made by our own template, which escapes every word
        "record": record,
        "schemes": schemes_of(record) if record else [],
    }


def _seen(request: HttpRequest, pk: int) -> FinancingFile:
    mine = FinancingFile.objects.filter(cooperative__in=own_cooperatives(request.user))
    return get_object_or_404(mine.select_related("cooperative", "person"), pk=pk)


def _by_link(request: HttpRequest, token: str, what: Look.What) -> FinancingFile:
    found = get_object_or_404(FinancingFile.objects.select_related("cooperative"), token=token)
    actor = request.user if request.user.is_authenticated else None
    program = request.headers.get("user-agent", "")
    if actions.look_at(actor=actor, file=found, what=what, program=program) is None:
        raise Http404
    return found


def _private(response: HttpResponse) -> HttpResponse:
    """Not kept by browsers, not found by search engines, its address not told to other sites."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _page(request: HttpRequest, found: FinancingFile, status: int = 200) -> HttpResponse:
    context = {
        "file": found,
        "link": request.build_absolute_uri(reverse("finance:shared", args=[found.token])),
        "looks": found.looks.all()[:LOOKS_SHOWN],
        "count": found.looks.count(),
        "may_revoke": found.revoked is None
        and request.user.has_perm("cooperatives.sign_for", found.cooperative),
        **told_of(found),
    }
    return render(request, "finance/file.html", context, status=status)
