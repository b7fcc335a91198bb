"""What the site keeps of people, for everybody; one's own data, to take along or have erased."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jejaring.web.accounts.models import Reading
from jejaring.web.accounts.signed_in import kept as kept_form
from jejaring.web.accounts.signed_in import person_of, signed_in
from jejaring.web.cooperatives.refusal import Refused
from jejaring.web.privacy.actions import erase, hold_back
from jejaring.web.privacy.exporting import data_of
from jejaring.web.privacy.forms import EraseForm
from jejaring.web.privacy.kept import kept
from jejaring.web.privacy.where import told
from jejaring.web.trade.views.market import page_number

SHOWN = 50
"""Readings on a page; the file has them all."""


def notice(request: HttpRequest) -> HttpResponse:
    """What is kept and why, and what one can do about it."""
    context = {"kept": kept(), "controller": settings.CONTROLLER}
    return render(request, "privacy/notice.html", context)


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Who read one's data; ways to take it along, and out."""
    person = person_of(request)
    rows = Reading.objects.filter(person=person).exclude(reader=person).order_by("-pk")
    page = page_number(request)
    shown = list(rows[(page - 1) * SHOWN : page * SHOWN + 1])
    context = {
        "readings": list(told(shown[:SHOWN])),
        "page": page,
        "more": len(shown) > SHOWN,
        "last_chair_of": hold_back(person),
    }
    return render(request, "privacy/mine.html", context)


@require_GET
@signed_in
@reauthentication_required
def export(request: HttpRequest) -> HttpResponse:
    """All of one's data, as a file."""
    person = person_of(request)
    name = f"jejaring-data-saya-{timezone.localdate():%Y-%m-%d}.json"
    shown = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return JsonResponse(
        data_of(person), headers=shown, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


@signed_in
@reauthentication_required(allow_get=True)
def erase_mine(request: HttpRequest) -> HttpResponse:
    """Erase one's account."""
    person = person_of(request)
    sent = request.POST if request.method == "POST" else None
    form = EraseForm(sent, label_suffix="", initial=kept_form(request))
    if form.is_valid():
        try:
            erase(person, actor=person)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            logout(request)
            messages.success(request, _("Akun Anda sudah dihapus. Perangkat ini sudah keluar."))
            return redirect("home")
    context = {"form": form, "last_chair_of": hold_back(person)}
    return render(request, "privacy/erase.html", context, status=422 if form.is_bound else 200)
