"""Lines, orders and events on pages."""

from django import template

from jejaring.web.agreements.models import Commitment, Event
from jejaring.web.agreements.wording import line_thing, mode_name
from jejaring.web.cooperatives.models import Membership
from jejaring.web.trade.names import month_name
from jejaring.web.trade.templatetags.trading import amount

register = template.Library()
register.filter("line_thing", line_thing)
register.filter("mode_name", mode_name)
register.filter("month_name", month_name)


@register.filter
def role_name(role: str) -> str:
    """`Ketua` of `ketua`."""
    return str(Membership.Role(role).label) if role in Membership.Role.values else ""


@register.filter
def progress(order: Commitment) -> str:
    """`46,7 m² / 140 m²`."""
    return f"{amount(order.delivered, order.line.unit)} / {amount(order.promised, order.line.unit)}"


@register.filter
def kept_of(event: Event) -> object:
    """What of a receipt was not refused."""
    return None if event.quantity is None else event.quantity - (event.rejected or 0)
