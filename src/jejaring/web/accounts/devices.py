"""Where a person is signed in; signing out elsewhere."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jejaring.web.accounts.models import Person
from jejaring.web.accounts.signed_in import person_of
from jejaring.web.common import audit

SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "UCBrowser": "UC Browser",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
"""What a browser says of itself has its mark in it -> its name; the first that is found."""


@login_required
def devices(request: HttpRequest) -> HttpResponse:
    """The sessions of the person, each with a button that ends it."""
    person = person_of(request)
    if request.method == "POST":
        only = request.POST.get("session", "")
        ended = end_sessions(person, actor=person, here=request.session.session_key, only=only)
        messages.success(request, _("Perangkat yang dikeluarkan: %(count)s.") % {"count": ended})
        return redirect("usersessions_list")
    rows = sorted(
        UserSession.objects.purge_and_list(person), key=lambda each: each.last_seen_at, reverse=True
    )
    here = request.session.session_key
    shown = [(each, name_of_device(each.user_agent), each.session_key == here) for each in rows]
    return render(request, "accounts/devices.html", {"sessions": shown})


@transaction.atomic
def end_sessions(person: Person, *, actor: Any, here: str | None = None, only: str = "") -> int:
    """End one session of the person by its number, or with none said all but the one `here`; how many."""
    found = UserSession.objects.filter(user=person).exclude(session_key=here)
    if only:
        is_number = only.isascii() and only.isdigit() and len(only) < 19
        found = found.filter(pk=int(only)) if is_number else found.none()
    sessions = list(found)
    for session in sessions:
        session.end()  # and removes its row
    if sessions:
        audit.record("account.signed-out-elsewhere", person, actor=actor, sessions=len(sessions))
    return len(sessions)


def name_of_device(agent: str) -> str:
    """`Chrome, Android`, from what the browser says of itself; empty when it says nothing known."""
    known = (BROWSERS, SYSTEMS)
    found = [next((name for mark, name in names.items() if mark in agent), "") for names in known]
    return ", ".join(name for name in found if name)
