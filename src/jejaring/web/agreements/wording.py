"""What a line or a delivery is called on a page and on paper."""

from django.utils.translation import gettext as _

from jejaring.web.agreements.models import Line
from jejaring.web.trade.names import commodity_name, place_name


def line_thing(line: Line) -> str:
    """`Kulit sapi`, `Jasa pengolahan: Sepatu kulit`, `Jasa angkutan: Garut → Gianyar`."""
    if line.kind == Line.Kind.GOODS:
        return commodity_name(line.commodity)
    thing = (
        f"{place_name(line.origin)} → {place_name(line.destination)}"
        if line.kind == Line.Kind.CARRIAGE
        else commodity_name(line.commodity)
    )
    return f"{line.get_kind_display()}: {thing}"


def mode_name(mode: str) -> str:
    """`Jalan darat` of `road`."""
    return {
        "road": _("Jalan darat"),
        "ferry": _("Feri"),
        "sea": _("Kapal laut"),
        "air": _("Udara"),
    }.get(mode, mode)
