"""The tables of one's own pages as CSV and XLSX, and the market for everybody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.web.accounts.signed_in import signed_in
from jejaring.web.agreements.visible import agreements_of, commitments_of
from jejaring.web.agreements.wording import line_thing
from jejaring.web.common.sheets import FORMS, Row, given
from jejaring.web.money.visible import bills_of, payments_of
from jejaring.web.pages.gains import outlook_for
from jejaring.web.trade.last_terms import last_terms
from jejaring.web.trade.models import Listing
from jejaring.web.trade.models.listing import own_cooperatives
from jejaring.web.trade.names import base_of, commodity_name, place_name, recipe_name
from jejaring.web.trade.visible import proposals_of

CHUNK = 500


@dataclass(frozen=True)
class Table:
    """One table: its headings, and its rows for a person."""

    headings: tuple[Any, ...]
    rows: Callable[[Any], Iterator[Row]]
    everybodys: bool = False


def download(request: HttpRequest, what: str, form: str) -> HttpResponseBase:
    """A table as a file."""
    table = TABLES.get(what)
    if table is None or form not in FORMS:
        raise Http404
    return _given(request, what, form) if table.everybodys else _own(request, what, form)


def _given(request: HttpRequest, what: str, form: str) -> HttpResponseBase:
    table = TABLES[what]
    return given(form, what, [str(heading) for heading in table.headings], list(table.rows(request.user)))


_own = signed_in(_given)  # type: ignore[arg-type]


def _market(_person: Any) -> Iterator[Row]:
    return _listings(Listing.objects.open_on(timezone.localdate()))


def _mine(person: Any) -> Iterator[Row]:
    return _listings(Listing.objects.filter(cooperative__in=own_cooperatives(person)))


def _listings(rows: Any) -> Iterator[Row]:
    for each in rows.select_related("cooperative").order_by("-pk").iterator(chunk_size=CHUNK):
        thing = recipe_name(each.recipe) if each.recipe else commodity_name(each.commodity)
        yield (
            each.pk,
            each.cooperative.name,
            each.get_kind_display(),
            thing if each.commodity or each.recipe else "",
            each.quantity,
            base_of(each.kind, each.commodity, each.recipe),
            each.price,
            place_name(each.region),
            place_name(each.destination) if each.destination else "",
            *(each.first_month, each.last_month, each.get_state_display(), each.expires),
        )


def _proposals(person: Any) -> Iterator[Row]:
    found = list(proposals_of(person).order_by("-pk"))
    terms = last_terms(found)
    for each in found:
        last = terms[each.pk]
        yield (
            *(each.pk, timezone.localdate(each.made), each.sender.name, each.receiver.name),
            each.get_deal_display(),
            commodity_name(each.commodity) if each.commodity else "",
            *(last.quantity, last.price, last.total, each.get_state_display(), each.expires),
        )


def _agreements(person: Any) -> Iterator[Row]:
    rows = agreements_of(person).select_related("latest").prefetch_related("parties__cooperative")
    for each in rows.order_by("-pk"):
        parties = ", ".join(party.cooperative.name for party in each.parties.all())
        yield (each.number, each.title, parties, timezone.localdate(each.made), each.get_state_display())


def _payments(person: Any) -> Iterator[Row]:
    for each in payments_of(person).select_related("payer", "payee").order_by("-pk"):
        yield (
            *(each.reference, each.payer.name, each.payee.name, each.amount, each.on, each.means),
            each.get_state_display(),
        )


def _orders(person: Any) -> Iterator[Row]:
    for each in commitments_of(person).order_by("-pk"):
        yield (
            *(each.reference, each.agreement.number, each.giver.name, each.receiver.name),
            line_thing(each.line),
            *(each.line.quantity, each.line.unit, each.line.price, each.line.total, each.delivered),
            *(each.due, each.get_state_display()),
        )


def _bills(person: Any) -> Iterator[Row]:
    for each in bills_of(person).order_by("-pk"):
        yield (
            *(each.reference, each.get_kind_display(), each.debtor.name, each.creditor.name),
            *(each.commitment.reference, each.amount, each.balance, each.arose, each.due),
            *(each.settled_on, each.get_state_display()),
        )


def _outlook(person: Any) -> Iterator[Row]:
    found = outlook_for(own_cooperatives(person))
    for each in found.lines if found else ():
        listing = each.listing
        thing = recipe_name(listing.recipe) if listing.recipe else commodity_name(listing.commodity)
        yield (
            *(listing.pk, each.cooperative.name, listing.get_kind_display()),
            thing if listing.commodity or listing.recipe else "",
            *(each.level, base_of(listing.kind, listing.commodity, listing.recipe), each.price, each.gain),
        )


LISTED = (
    *(_("Nomor"), _("Koperasi"), _("Jenis"), _("Apa"), _("Jumlah"), _("Satuan"), _("Rupiah per satuan")),
    *(_("Tempat"), _("Tujuan"), _("Mulai"), _("Sampai"), _("Keadaan"), _("Berlaku sampai")),
)
TABLES = {
    "pasar": Table(LISTED, _market, everybodys=True),
    "catatan": Table(LISTED, _mine),
    "perolehan": Table(
        (
            *(_("Nomor"), _("Koperasi"), _("Jenis"), _("Apa"), _("Terpakai"), _("Satuan")),
            *(_("Rupiah per satuan"), _("Keuntungan")),
        ),
        _outlook,
    ),
    "usulan": Table(
        (
            *(_("Nomor"), _("Tanggal"), _("Pengusul"), _("Penerima usulan"), _("Jenis"), _("Apa")),
            *(_("Jumlah"), _("Rupiah per satuan"), _("Nilai"), _("Keadaan"), _("Dijawab sampai")),
        ),
        _proposals,
    ),
    "perjanjian": Table(
        (_("Nomor"), _("Judul"), _("Pihak"), _("Tanggal"), _("Keadaan")),
        _agreements,
    ),
    "pembayaran": Table(
        (
            *(_("Nomor"), _("Pembayar"), _("Penerima"), _("Rupiah"), _("Tanggal"), _("Cara")),
            _("Keadaan"),
        ),
        _payments,
    ),
    "pesanan": Table(
        (
            *(_("Nomor"), _("Perjanjian"), _("Pemberi"), _("Penerima"), _("Apa"), _("Jumlah"), _("Satuan")),
            *(_("Rupiah per satuan"), _("Nilai"), _("Sudah diterima"), _("Paling lambat"), _("Keadaan")),
        ),
        _orders,
    ),
    "tagihan": Table(
        (
            *(_("Nomor"), _("Jenis"), _("Yang berutang"), _("Yang berpiutang"), _("Pesanan"), _("Nilai")),
            *(_("Sisa"), _("Tanggal"), _("Jatuh tempo"), _("Lunas pada"), _("Keadaan")),
        ),
        _bills,
    ),
}
"""What can be had, by its name in the address."""
