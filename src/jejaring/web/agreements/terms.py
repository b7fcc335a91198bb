"""What is agreed, before it is a record: terms and promises, and the checks that both must pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jejaring.language.rounding import round_to_sum
from jejaring.web.agreements.models import AgreementVersion, Line
from jejaring.web.cooperatives.models import Cooperative

CENT, GRAM = Decimal("0.01"), Decimal("0.001")
LARGEST_TOTAL = 10**15
"""Rupiah."""


@dataclass(frozen=True)
class Terms:
    """The terms that all lines share; each is a field of `AgreementVersion` and said there."""

    quality: str = ""
    tolerance: Decimal = Decimal(5)
    place: str = ""
    payment_days: int = 14
    down_payment: Decimal = Decimal(0)
    late: str = ""
    other: str = ""
    offset: bool = False


@dataclass(frozen=True)
class Promise:
    """One line: so much of this from `giver` to `receiver`, for `total`.

    Attributes
    ----------
    quantity : Decimal
        In `unit`, the commodity's base unit (of carriage kg); at most three decimals are kept.
    price : Decimal
        Rupiah per unit at the giver's place, rounded to cents; it must give the total to within what
        rounding it can change.
    total : int
        Whole rupiah that the receiver owes the giver for all of it. Of the lines of a chain they come from
        `whole_totals`, so that they sum to the chain's sum.
    freight : int
        Whole rupiah of carriage that the receiver is expected to pay besides, to whoever carries it; where a
        party carries it, that is a line of its own, and this is zero.
    first_month, last_month : date or None
        First days of the months between which it is delivered, both included.
    origin, destination : str
        Kemendagri codes.
    number : int
        0: numbered by its place. In an amendment, the number of the line it words anew.
    """

    giver: Cooperative
    receiver: Cooperative
    quantity: Decimal
    unit: str
    price: Decimal
    total: int
    origin: str
    destination: str
    kind: str = Line.Kind.GOODS
    commodity: str = ""
    recipe: str = ""
    freight: int = 0
    first_month: date | None = None
    last_month: date | None = None
    note: str = ""
    tax: str = ""
    number: int = 0

    def line(self, version: AgreementVersion, number: int) -> Line:
        """As a record of a version, not yet saved."""
        return Line(
            version=version,
            number=self.number or number,
            giver=self.giver,
            receiver=self.receiver,
            kind=self.kind,
            commodity=self.commodity,
            recipe=self.recipe,
            quantity=self.quantity.quantize(GRAM),
            unit=self.unit,
            price=self.price.quantize(CENT),
            total=self.total,
            freight=self.freight,
            first_month=self.first_month,
            last_month=self.last_month,
            origin=self.origin,
            destination=self.destination,
            note=self.note,
            tax=self.tax,
        )


def whole_totals(values: Sequence[float]) -> list[int]:
    """Exact values in rupiah as whole rupiah with the same (rounded) sum, by largest remainders."""
    return [int(total) for total in round_to_sum(list(values))]


def check_lines(lines: Sequence[Line], parties: Sequence[Cooperative]) -> None:
    """Whether the lines make sense among these parties.

    Raises
    ------
    ValidationError
        Telling the line and what is wrong with it.
    """
    bound = {party.pk for party in parties}
    if len(bound) < 2 or len(bound) != len(parties):
        raise ValidationError(_("Perjanjian memerlukan sedikitnya dua koperasi yang berbeda."))
    if not lines:
        raise ValidationError(_("Perjanjian memerlukan sedikitnya satu baris pesanan."))
    taking_part = {line.giver_id for line in lines} | {line.receiver_id for line in lines}
    if taking_part != bound:
        raise ValidationError(_("Setiap pihak memberi atau menerima sesuatu, dan hanya para pihak."))
    if len({line.number for line in lines}) != len(lines):
        raise ValidationError(_("Dua baris bernomor sama."))
    for line in lines:
        fault = _fault(line)
        if fault:
            raise ValidationError(_("Baris %(number)s: %(fault)s") % {"number": line.number, "fault": fault})


def _fault(line: Line) -> str:
    if line.giver_id == line.receiver_id:
        return _("pemberi dan penerimanya koperasi yang sama.")
    if line.quantity <= 0:
        return _("jumlahnya harus lebih dari nol.")
    if line.price < 0 or not 0 <= line.total <= LARGEST_TOTAL:
        return _("harga atau nilainya tidak masuk akal.")
    if abs(line.quantity * line.price - line.total) > line.quantity * CENT / 2 + line.price * GRAM / 2 + 1:
        return _("nilainya bukan jumlah kali harga.")
    if line.first_month and line.last_month and line.last_month < line.first_month:
        return _("bulan terakhir mendahului bulan pertama.")
    return ""
