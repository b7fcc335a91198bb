"""What is said about a delivery when it leaves and when it arrives, and the checks that both must pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.agreements.models import Commitment, Shipment
from jejaring.web.agreements.terms import LARGEST_TOTAL
from jejaring.web.common.templatetags.figures import day, quantity
from jejaring.web.trade.names import measure_name

EARLIER = timedelta(days=31)
"""So long before an agreement is signed here may its first delivery lie: many are signed on paper first."""
LARGEST = Decimal(10) ** 11


@dataclass(frozen=True)
class Sending:
    """What left."""

    quantity: Decimal
    """In the line's unit."""
    on: date
    carrier: str = ""
    materials: Sequence[Shipment] = ()
    """Deliveries to the giver that went into it."""


@dataclass(frozen=True)
class Receipt:
    """What arrived."""

    quantity: Decimal
    """In the line's unit: all that arrived."""
    on: date
    rejected: Decimal = Decimal(0)
    """Of it, what the receiver refuses."""
    weight: Decimal | None = None
    """Kilograms."""
    moisture: Decimal | None = None
    """Per cent."""
    grade: str = ""
    reason: str = ""
    keep: bool = False
    """Whether more than was sent, or than was promised and tolerated, is meant and kept."""

    @property
    def accepted(self) -> Decimal:
        """What the receiver keeps."""
        return self.quantity - self.rejected


def check_sending(sending: Sending, commitment: Commitment, moving: Decimal) -> None:
    """Whether it fits the promise, of which `moving` is delivered or on its way already.

    Raises
    ------
    ValidationError
        For each field, what is wrong with it.
    """
    faults: dict[str, str] = {}
    room = max(commitment.most - moving, Decimal(0))
    if sending.quantity <= 0:
        faults["quantity"] = _("Angka ini harus lebih dari nol.")
    elif sending.quantity > room:
        faults["quantity"] = _(
            "Dijanjikan %(promised)s, sudah dikirim %(moving)s: paling banyak %(room)s lagi. "
            "Untuk lebih banyak, ubah dahulu perjanjiannya."
        ) % {
            "promised": _much(commitment.promised, commitment),
            "moving": _much(moving, commitment),
            "room": _much(room, commitment),
        }
    fault = day_fault(sending.on, timezone.localtime(commitment.made).date() - EARLIER)
    if fault:
        faults["on"] = fault
    if any(each.commitment.receiver_id != commitment.giver_id for each in sending.materials):
        faults["materials"] = _("Pilih hanya kiriman yang diterima koperasi Anda.")
    elif any(each.state not in Shipment.COUNTED for each in sending.materials):
        faults["materials"] = _("Kiriman yang belum diterima tidak dapat menjadi bahan.")
    if faults:
        raise ValidationError(faults)


def check_receipt(receipt: Receipt, shipment: Shipment, others: Decimal) -> bool:
    """Whether it can be, `others` being what other deliveries of the same promise brought.

    Returns
    -------
    bool
        Whether more is delivered with it than was promised and tolerated.

    Raises
    ------
    ValidationError
        For each field, what is wrong with it.
    """
    faults: dict[str, Any] = {}
    commitment = shipment.commitment
    over = others + receipt.accepted > commitment.most
    if not 0 <= receipt.quantity <= LARGEST:
        faults["quantity"] = _("Angka ini tidak boleh kurang dari nol.")
    elif receipt.quantity > shipment.sent and not receipt.keep:
        faults["quantity"] = _("Yang dikirim %(sent)s. Bila benar datang lebih, centang di bawah.") % {
            "sent": _much(shipment.sent, commitment)
        }
    elif over and not receipt.keep:
        faults["quantity"] = _(
            "Melebihi yang dijanjikan (%(promised)s, toleransi %(tolerance)s%%). "
            "Tolak kelebihannya, atau centang di bawah bila diterima."
        ) % {
            "promised": _much(commitment.promised, commitment),
            "tolerance": quantity(commitment.tolerance),
        }
    elif (others + receipt.accepted) * commitment.line.total > LARGEST_TOTAL * commitment.promised:
        faults["quantity"] = _("Nilainya terlalu besar. Periksa nolnya.")
    if not 0 <= receipt.rejected <= receipt.quantity:
        faults["rejected"] = _("Yang ditolak paling banyak sejumlah yang datang.")
    elif receipt.rejected and not receipt.reason.strip():
        faults["reason"] = _("Tuliskan mengapa ditolak.")
    if receipt.weight is not None and receipt.weight <= 0:
        faults["weight"] = _("Angka ini harus lebih dari nol.")
    if receipt.moisture is not None and not 0 <= receipt.moisture <= 100:
        faults["moisture"] = _("Kadar air antara 0 dan 100 persen.")
    fault = day_fault(receipt.on, shipment.sent_on)
    if receipt.on < shipment.sent_on and receipt.on.year == shipment.sent_on.year:
        fault = _("Barang ini baru dikirim %(day)s: penerimaannya tidak dapat mendahului.") % {
            "day": day(shipment.sent_on)
        }
    if fault:
        faults["on"] = fault
    if faults:
        raise ValidationError(faults)
    return over


def day_fault(on: date, earliest: date) -> str:
    """What is wrong with the day of something that has happened; empty when nothing is."""
    today = timezone.localdate()
    if earliest <= on <= today:
        return ""
    for year in (today.year, today.year - 1):
        meant = _in_year(on, year)
        if on.year != year and earliest <= meant <= today:
            return _("Tahunnya %(wrong)s. Maksud Anda %(meant)s?") % {"wrong": on.year, "meant": day(meant)}
    if on > today:
        return _("Tanggal ini belum tiba. Hari ini %(day)s.") % {"day": day(today)}
    return _("Tanggal ini terlalu awal: paling awal %(day)s.") % {"day": day(earliest)}


def _in_year(on: date, year: int) -> date:
    return on.replace(year=year, day=28 if (on.month, on.day) == (2, 29) else on.day)


def _much(amount: Decimal, commitment: Commitment) -> str:
    return f"{quantity(amount)} {measure_name(commitment.line.unit)}"
