"""Rounds in words: stages of planning, trades as they are said to one side, why a listing is left out."""

from datetime import date
from decimal import Decimal
from math import ceil, floor

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.language import format_money, format_number
from jejaring.web.rounds.models import Load, Outcome, Trade
from jejaring.web.trade.models import Listing
from jejaring.web.trade.names import (
    base_of,
    commodity_name,
    language,
    measure_name,
    month_name,
    place_name,
)
from jejaring.web.trade.templatetags.trading import price

register = template.Library()
STAGES: dict[str, str | Promise] = {
    "freeze": gettext_lazy("Catatan dibekukan"),
    "build": gettext_lazy("Persoalannya dirumuskan"),
    "solve": gettext_lazy("Rencana terbaik dicari"),
    "trade": gettext_lazy("Transaksinya disusun"),
    "price": gettext_lazy("Harganya dihitung"),
    "trace": gettext_lazy("Rantainya dirunut"),
    "round": gettext_lazy("Dibulatkan ke satuan utuh"),
    "verify": gettext_lazy("Buktinya diperiksa"),
    "explain": gettext_lazy("Sebab yang tidak terpakai dicari"),
    "write": gettext_lazy("Usulannya ditulis"),
}


@register.filter
def stage_words(stage: str) -> str:
    """What is being done."""
    return str(STAGES.get(stage, stage))


SCOPES: dict[str, str | Promise] = {
    "cooperative": gettext_lazy("Setiap koperasi sendiri"),
    "regency": gettext_lazy("Hanya di dalam kabupaten"),
    "province": gettext_lazy("Hanya di dalam provinsi"),
    "network": gettext_lazy("Seluruh jejaring"),
}


@register.filter
def scope_words(scope: str) -> str:
    """Within what one trades."""
    return str(SCOPES.get(scope, scope))


@register.filter
def percents(value: float) -> str:
    """12,3%"""
    return f"{format_number(value, language(), 1)}%"


@register.filter
def share(value: float) -> str:
    """0.0004 as 0,04%"""
    return f"{format_number(100 * value, language(), 3)}%"


@register.filter
def month_words(month: date | None) -> str:
    """`Mar 2027`; without one, at any time."""
    return month_name(month) if month else _("kapan saja")


@register.filter
def said_to(trade: Trade, own: int) -> str:
    """A trade as it is said to one of its sides."""
    given = {
        "much": _much(float(trade.quantity), base_of("", trade.commodity, "")),
        "goods": commodity_name(trade.commodity),
        "when": month_words(trade.month),
        "giver": f"{trade.giver.name}, {place_name(trade.origin)}",
        "receiver": f"{trade.receiver.name}, {place_name(trade.destination)}",
        "received": format_money(trade.received, language()),
        "paid": format_money(trade.paid, language()),
        "freight": format_money(trade.paid - trade.received, language()),
        "each": _each(trade.received, float(trade.quantity), trade.commodity),
        "delivered": _each(trade.paid, float(trade.quantity), trade.commodity),
    }
    if trade.giver_id == trade.receiver_id:
        return _("Dari Anda sendiri: %(much)s %(goods)s (%(when)s).") % given
    if trade.giver_id == own:
        return (
            _("Jual %(much)s %(goods)s kepada %(receiver)s (%(when)s): %(each)s, Anda terima %(received)s.")
            % given
        )
    if trade.receiver_id == own:
        return (
            _(
                "Beli %(much)s %(goods)s dari %(giver)s (%(when)s): %(delivered)s sampai di tempat, "
                "Anda bayar %(paid)s, di antaranya ongkos angkut %(freight)s."
            )
            % given
        )
    return _("Angkut %(much)s %(goods)s dari %(giver)s ke %(receiver)s (%(when)s).") % given


@register.filter
def carried_words(load: Load) -> str:
    """What a haulier gets."""
    return _("Angkutan %(kg)s kg: Anda terima %(amount)s.") % {
        "kg": format_number(float(load.kg), language(), 1),
        "amount": format_money(load.amount, language()),
    }


@register.filter
def why_left_out(outcome: Outcome) -> str:
    """Why a listing is not used, and at which price it would be."""
    if getattr(outcome, "withdrawn", False):
        return _(
            "Bagian yang memakainya tidak Anda terima, jadi catatan ini tidak ikut lagi dalam putaran ini."
        )
    listing = outcome.listing
    base = base_of(listing.kind, listing.commodity, listing.recipe)
    need = listing.kind == Listing.Kind.NEED
    if outcome.exact and outcome.worth <= 0:
        return (
            _("Tidak ada yang dapat memenuhinya sekarang, berapa pun harganya.")
            if need
            else _("Tidak ada yang dapat memakainya sekarang, berapa pun harganya.")
        )
    own = _own(outcome)
    given = {"own": price(own, base), "worth": price(_threshold(outcome), base)}
    if outcome.exact:
        told = (
            _("Anda menawar %(own)s; terpakai bila di atas %(worth)s.")
            if need
            else _("Anda meminta %(own)s; terpakai bila di bawah %(worth)s.")
        ) % given
        if listing.minimum:
            least = {"least": _much(float(listing.minimum), base)}
            told += " " + _("Syaratnya, jumlah terkecil yang Anda minta (%(least)s) tercapai.") % least
        return told
    enough = own >= outcome.worth if need else own <= outcome.worth
    if enough:
        return _(
            "Harganya sudah cukup, tetapi yang dapat dipakai kurang dari satu satuan utuh "
            "atau dari jumlah terkecilnya."
        )
    if need:
        return _("Anda menawar %(own)s; di sini nilainya %(worth)s. Setidaknya sebesar itu.") % given
    return _("Anda meminta %(own)s; di sini nilainya %(worth)s. Paling tinggi sebesar itu.") % given


def _threshold(outcome: Outcome) -> float:
    """The price of an outcome as it is told: who asks in whole rupiah reads whole rupiah that are as true."""
    worth = float(outcome.worth)
    if not outcome.exact or _own(outcome) % 1:
        return worth
    return floor(worth) if outcome.listing.kind == Listing.Kind.NEED else ceil(worth)


def _own(outcome: Outcome) -> Decimal:
    """What its listing asked or offered when it was frozen: it may ask something else by now."""
    return outcome.listing.price if outcome.price is None else outcome.price


def _much(quantity: float, unit: str) -> str:
    return f"{format_number(quantity, language(), 3)} {measure_name(unit)}"


def _each(rupiah: int, quantity: float, commodity: str) -> str:
    unit = measure_name(base_of("", commodity, ""))
    return f"{format_money(rupiah / quantity, language(), 2)}/{unit}"
