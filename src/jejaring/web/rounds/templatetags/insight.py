"""What a plan means in words: concentration, steps, what would help, what is missing."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from jejaring.language import format_money, format_number
from jejaring.web.rounds.templatetags.rounds import scope_words
from jejaring.web.trade.names import base_of, language, measure_name
from jejaring.web.trade.templatetags.trading import thing

register = template.Library()
NONE = "–"


@register.filter
def index(value: float | None) -> str:
    """0,52; a dash where there is no partner."""
    return NONE if value is None else format_number(value, language(), 2)


@register.filter
def hundredths(value: float | None) -> str:
    """0.52 as 52%"""
    return NONE if value is None else f"{format_number(100 * value, language(), 0)}%"


@register.filter
def steps(value: float | None) -> str:
    """1,5"""
    return NONE if value is None else format_number(value, language(), 1)


@register.filter
def plain(value: float) -> str:
    """A number for a picture, whatever the language."""
    return f"{value:g}"


@register.filter
def fall_words(one: dict[str, Any]) -> str:
    """By how much costs fall, compared with trade within a scope."""
    given = {
        "scope": scope_words(one["scope"]).lower(),
        "by": f"{format_number(one['by'], language(), 1)}%",
        "covered": f"{format_number(one['covered'], language(), 0)}%",
    }
    if one["measure"] == "production_cost":
        told = (
            _("Ongkos produksi naik %(by)s dibanding %(scope)s (terbandingkan: %(covered)s).")
            if one["rises"]
            else _("Ongkos produksi turun %(by)s dibanding %(scope)s (terbandingkan: %(covered)s).")
        )
    else:
        told = (
            _("Ongkos sampai di tempat naik %(by)s dibanding %(scope)s (terbandingkan: %(covered)s).")
            if one["rises"]
            else _("Ongkos sampai di tempat turun %(by)s dibanding %(scope)s (terbandingkan: %(covered)s).")
        )
    return told % given


@register.filter
def help_words(row: dict[str, Any]) -> str:
    """What one thing more would bring."""
    return _new_words(row) if "where" in row else _more_words(row)


def _more_words(row: dict[str, Any]) -> str:
    """Of what there is, or a new way."""
    given = {"gained": format_money(row["gained"], language())}
    if row["kind"] == "lane":
        given |= {"what": row["what"], "kg": format_number(row["extra"], language(), 0)}
        return _("Angkutan baru %(what)s, %(kg)s kg dengan setengah ongkos sekarang: +%(gained)s.") % given
    listing = row["listing"]
    if listing is None:
        return _("Sepersepuluh lebih dari catatan yang sudah tidak ada: +%(gained)s.") % given
    unit = measure_name(base_of(listing.kind, listing.commodity, listing.recipe))
    given |= {
        "what": f"{listing.get_kind_display()}: {thing(listing)}",
        "who": listing.cooperative.name,
        "extra": f"{format_number(row['extra'], language(), 1)} {unit}",
    }
    return _("%(what)s, %(who)s, sepersepuluh lebih (%(extra)s sebulan): +%(gained)s.") % given


def _new_words(row: dict[str, Any]) -> str:
    """Something new somewhere."""
    given = {
        "what": row["what"],
        "where": row["where"],
        "gained": format_money(row["gained"], language()),
        "extra": format_number(row["extra"], language(), 1),
    }
    if row["kind"] == "store":
        return _("Gudang baru untuk %(what)s di %(where)s (%(extra)s): +%(gained)s.") % given
    return _("Satu unit kerja lagi untuk %(what)s di %(where)s (%(extra)s sebulan): +%(gained)s.") % given


@register.filter
def lacking_words(row: dict[str, Any]) -> str:
    """Why a need is not served."""
    unit = measure_name(base_of("needs", row["commodity"], ""))
    given = {
        "much": f"{format_number(row['unserved'], language(), 1)} {unit}",
        "bid": f"{format_money(row['bid'], language())}/{unit}",
    }
    if row["reason"] == "nobody":
        return _("%(much)s tidak terpenuhi; tidak ada yang menawarkan atau dapat membuatnya.") % given
    if row["reason"] == "no-way":
        return _("%(much)s tidak terpenuhi; ada, tetapi tidak dapat sampai pada waktunya.") % given
    given["price"] = f"{format_money(row['price'], language(), 2)}/{unit}"
    if row["exact"]:
        return _("%(much)s tidak terpenuhi; menawar %(bid)s, terpenuhi di atas %(price)s.") % given
    return _("%(much)s tidak terpenuhi; menawar %(bid)s, di sana nilainya setidaknya %(price)s.") % given
