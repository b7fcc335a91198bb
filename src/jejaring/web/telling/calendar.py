"""A person's dates as an iCalendar file (RFC 5545): answers, deliveries, due dates."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from jejaring.language import format_money
from jejaring.web.agreements.models import Commitment
from jejaring.web.common.templatetags.figures import language
from jejaring.web.cooperatives.models import Membership
from jejaring.web.money.models import Obligation
from jejaring.web.telling.item import Item, address_of
from jejaring.web.telling.waiting import waiting_for
from jejaring.web.trade.names import commodity_name

MOST = 500


def calendar_of(person: Any, now: datetime) -> bytes:
    """All-day entries for every date that concerns the person's cooperatives."""
    made = Calendar()
    made.add("prodid", "-//Jejaring//Jejaring//ID")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Jejaring")
    for item in _dates(person):
        event = Event()
        event.add("uid", f"{item.key}@jejaring")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", item.due)
        event.add("dtend", (item.due or date.min) + timedelta(days=1))
        event.add("summary", item.words)
        event.add("url", f"{settings.SITE_ADDRESS}{item.address}")
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())


def _dates(person: Any) -> Iterator[Item]:
    """What waits by a day, what is to be delivered, what is to be paid; each once."""
    own = list(Membership.objects.of(person).values_list("cooperative", flat=True))
    yield from (item for item in waiting_for(person) if item.due and not item.key.startswith("bill:"))
    promised = Commitment.objects.filter(state=Commitment.State.OPEN, due__isnull=False).select_related(
        "line"
    )
    for each in (promised.filter(giver__in=own) | promised.filter(receiver__in=own)).order_by("due", "pk")[
        :MOST
    ]:
        words = (
            _("Kirim %(goods)s (%(number)s)") if each.giver_id in own else _("Terima %(goods)s (%(number)s)")
        ) % {"goods": commodity_name(each.line.commodity), "number": each.reference}
        yield Item(f"order:{each.pk}", words, address_of("agreements:order", each.pk), each.due)
    bills = Obligation.objects.filter(state=Obligation.State.OPEN, balance__gt=0)
    bills = bills.filter(debtor__in=own) | bills.filter(creditor__in=own)
    for bill in bills.order_by("due", "pk")[:MOST]:
        words = (
            _("Bayar %(much)s (%(number)s)") if bill.debtor_id in own else _("Terima %(much)s (%(number)s)")
        ) % {"much": format_money(bill.balance, language()), "number": bill.reference}
        yield Item(f"bill:{bill.pk}", words, address_of("money:bill", bill.pk), bill.due)
