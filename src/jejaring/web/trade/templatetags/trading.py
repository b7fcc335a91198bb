"""Listings and terms on pages: what they are of, how much, in which unit, when."""

from datetime import date
from decimal import Decimal
from math import floor
from urllib.parse import quote

from django import template
from django.utils.translation import gettext as _

from jejaring.language import format_money, format_number
from jejaring.web.trade.models import Listing, Proposal
from jejaring.web.trade.names import (
    base_of,
    commodity_name,
    language,
    measure_name,
    month_name,
    place_name,
    recipe_name,
)

register = template.Library()
register.filter("commodity_name", commodity_name)
register.filter("recipe_name", recipe_name)
register.filter("place_name", place_name)
register.filter("measure_name", measure_name)
TONNE = 1000
FEW, HOURS_A_DAY = 10, 24
ROUNDED = 100
"""Rupiah from which an estimate is told without cents."""
MONTHLY = (Listing.Kind.CAPACITY, Listing.Kind.STORE, Listing.Kind.HAULAGE)


@register.filter
def thing(listing: Listing) -> str:
    """What a listing is of."""
    if listing.kind == Listing.Kind.HAULAGE:
        return f"{place_name(listing.region)} → {place_name(listing.destination)}"
    return recipe_name(listing.recipe) if listing.recipe else commodity_name(listing.commodity)


@register.filter
def unit_of(commodity: str) -> str:
    """The name of a commodity's base unit."""
    return measure_name(base_of("", commodity, ""))


@register.filter
def title(listing: Listing) -> str:
    """`Penawaran: Gabah kering giling`."""
    return f"{listing.get_kind_display()}: {thing(listing)}"


@register.filter
def base(listing: Listing) -> str:
    """The name of its base unit."""
    return measure_name(base_of(listing.kind, listing.commodity, listing.recipe))


@register.filter
def much(listing: Listing) -> str:
    """`5 ton (5.000 kg)`, `200 pasang`, a month where it is a month's."""
    written = amount(listing.quantity, base_of(listing.kind, listing.commodity, listing.recipe))
    return _("%(quantity)s sebulan") % {"quantity": written} if listing.kind in MONTHLY else written


@register.filter
def each(listing: Listing) -> str:
    """`Rp7.500/kg`."""
    return price(listing.price, base_of(listing.kind, listing.commodity, listing.recipe))


@register.filter
def proposal_base(proposal: Proposal) -> str:
    """The base unit of what a proposal is about."""
    return base_of(proposal.listing.kind, proposal.commodity, "")


@register.filter
def amount(quantity: Decimal | float | None, unit: str) -> str:
    """Both ways: `5 ton (5.000 kg)`, or in the base unit alone."""
    if quantity is None:
        return ""
    whole = f"{format_number(float(quantity), language(), 3)} {measure_name(unit)}"
    if unit == "kg" and quantity >= TONNE:
        return f"{format_number(float(quantity) / TONNE, language(), 3)} {measure_name('ton')} ({whole})"
    return whole


@register.filter
def price(rupiah: Decimal | float | None, unit: str) -> str:
    """`Rp7.500/kg`; cents only where there are some."""
    if rupiah is None:
        return ""
    decimals = 0 if float(rupiah) == round(float(rupiah)) else 2
    return f"{format_money(float(rupiah), language(), decimals)}/{measure_name(unit)}"


@register.filter
def about(rupiah: Decimal | float | None, unit: str) -> str:
    """`Rp230.091/m²`: an estimate, in whole rupiah where there are enough of them to round."""
    if rupiah is not None and abs(float(rupiah)) >= ROUNDED:
        rupiah = round(float(rupiah))
    return price(rupiah, unit)


@register.filter
def about_amount(quantity: float | None, unit: str) -> str:
    """An amount worked out: whole units where there are enough of them."""
    if quantity is None:
        return ""
    return amount(floor(quantity) if quantity >= FEW else round(quantity, 3), unit)


@register.filter
def hours(many: float) -> str:
    """`17 jam`; of more than two days also the days."""
    whole = _("%(n)s jam") % {"n": round(many)}
    if many <= 2 * HOURS_A_DAY:
        return whole
    return _("%(hours)s (%(n)s hari)") % {"hours": whole, "n": round(many / HOURS_A_DAY)}


@register.filter
def months(record: object) -> str:
    """`Mar 2027`, `Feb 2027 - Apr 2027`, `mulai Mar 2027`, `sampai Apr 2027`; nothing when always."""
    first: date | None = getattr(record, "first_month", None)
    last: date | None = getattr(record, "last_month", None)
    if first and last:
        return month_name(first) if first == last else f"{month_name(first)} - {month_name(last)}"
    if first:
        return _("mulai %(month)s") % {"month": month_name(first)}
    if last:
        return _("sampai %(month)s") % {"month": month_name(last)}
    return ""


@register.filter
def wa_link(text: str) -> str:
    """A link that opens WhatsApp with the text, to be sent to whom the user chooses."""
    return f"https://wa.me/?text={quote(text)}"
