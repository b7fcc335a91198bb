"""What groups of regions, quarters and times are called, in the language of the page."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.web.common.templatetags.figures import day
from jejaring.web.national.cells import PROVINCE
from jejaring.web.national.models import Release
from jejaring.web.national.quarters import Quarter
from jejaring.web.trade.names import place_name

NAMED = 3
"""Regions of a group that are called by name where it is short."""


def group_name(regions: Sequence[str], within: str = "") -> str:
    """`Aceh, Sumatera Utara`; those in the province `within` come first."""
    return ", ".join(_names(regions, within))


def short_name(regions: Sequence[str], within: str = "") -> str:
    """The first of them, and how many there are besides."""
    names = _names(regions, within)
    more = len(names) - NAMED
    if more <= 1:
        return ", ".join(names)
    others = ngettext("dan %(n)s lainnya", "dan %(n)s lainnya", more) % {"n": more}
    return f"{', '.join(names[:NAMED])}, {others}"


def _names(regions: Sequence[str], within: str) -> list[str]:
    first = sorted(regions, key=lambda code: (not code.startswith(within), code))
    return [_one(code, of_regencies=bool(within)) for code in first]


def quarter_name(quarter: Quarter) -> str:
    """`Triwulan IV 2026`."""
    return _("Triwulan %(number)s %(year)s") % {"number": quarter.roman, "year": quarter.year}


def period_name(chosen: Sequence[Release]) -> str:
    """`sejak awal sampai 29 Nov 2026`."""
    if not chosen:
        return ""
    until = day(chosen[-1].on)
    if chosen[0].since is None:
        return _("sejak awal sampai %(until)s") % {"until": until}
    return _("sejak %(since)s sampai %(until)s") % {"since": day(chosen[0].since), "until": until}


def _one(code: str, of_regencies: bool) -> str:
    if of_regencies and len(code) == PROVINCE:
        return _("%(province)s, kabupaten tidak diketahui") % {"province": place_name(code)}
    return place_name(code)
