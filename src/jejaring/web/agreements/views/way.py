"""The planned way of an order as a file."""

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from jejaring.web.agreements.models import Commitment
from jejaring.web.agreements.route import route_of
from jejaring.web.agreements.wording import mode_name
from jejaring.web.common.sheets import given


def way_as_file(form: str, order: Commitment) -> HttpResponseBase:
    """Its legs, a row each."""
    headings = [_("Dengan"), _("Dari"), _("Ke"), "km", _("Jam")]
    rows = [
        (mode_name(leg.mode), leg.from_name, leg.to_name, round(leg.kilometres, 1), round(leg.hours, 1))
        for leg in route_of(order.line)
    ]
    return given(form, f"jalan-{order.reference}", headings, rows)
