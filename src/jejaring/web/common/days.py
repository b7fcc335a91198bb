"""Days until which people are waited for."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.common.templatetags.figures import day

FURTHEST = timedelta(days=731)
"""Nobody is waited for longer than two years: a day beyond is a slip in its year."""


def far_fault(until: date) -> str:
    """What is wrong with a day that is too far off; empty when nothing is."""
    last = timezone.localdate() + FURTHEST
    if until <= last:
        return ""
    return _("Tanggal ini terlalu jauh: paling lambat %(day)s.") % {"day": day(last)}
