"""The inbox, and the calendar's address."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jejaring.web.accounts.signed_in import person_of, posted, signed_in
from jejaring.web.telling import actions
from jejaring.web.telling.calendar import calendar_of
from jejaring.web.telling.models import CalendarAddress, ReadMark
from jejaring.web.telling.waiting import waiting_for


@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for me: unread first, each with a text to pass on."""
    person = person_of(request)
    items = waiting_for(person)
    read = set(
        ReadMark.objects.filter(person=person, item__in=[item.key for item in items]).values_list(
            "item", flat=True
        )
    )
    address = CalendarAddress.objects.filter(person=person, revoked=None).first()
    shown = [
        (item, item.key in read, f"{item.words} {request.build_absolute_uri(item.address)}") for item in items
    ]
    context = {
        "items": sorted(shown, key=lambda row: row[1]),
        "unread": sum(not seen for _item, seen, _text in shown),
        "calendar": request.build_absolute_uri(reverse("telling:calendar", args=[address.secret]))
        if address
        else "",
    }
    return render(request, "telling/inbox.html", context)


@posted("telling:inbox")
@signed_in
def read(request: HttpRequest) -> HttpResponse:
    """Mark the ticked ones, or all that wait now, as read."""
    person = person_of(request)
    waiting = {item.key for item in waiting_for(person)}
    chosen = set(request.POST.getlist("hal")) or waiting
    actions.mark_read(actor=person, items=sorted(chosen & waiting))
    return redirect("telling:inbox")


@posted("telling:inbox")
@signed_in
def give_address(request: HttpRequest) -> HttpResponse:
    """A new secret address for the calendar."""
    actions.give_address(actor=person_of(request))
    messages.success(request, _("Alamat kalender dibuat. Yang tahu alamat itu melihat tanggal Anda."))
    return redirect("telling:inbox")


@posted("telling:inbox")
@signed_in
def take_back_address(request: HttpRequest) -> HttpResponse:
    """The calendar's address leads nowhere any more."""
    actions.take_back_address(actor=person_of(request))
    messages.success(request, _("Alamat kalender tidak berlaku lagi."))
    return redirect("telling:inbox")


@require_GET
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The dates of whose address it is, for a calendar program that cannot sign in."""
    address = get_object_or_404(
        CalendarAddress.objects.select_related("person"), secret=secret, revoked=None, person__is_active=True
    )
    return HttpResponse(
        calendar_of(address.person, timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": 'inline; filename="jejaring.ics"',
            "Cache-Control": "private, max-age=900",
        },
    )
