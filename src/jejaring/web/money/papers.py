"""What stands in the paper of a payment: the kuitansi."""

from typing import Any

from jejaring.web.agreements.models import Document
from jejaring.web.agreements.papers.keep import paper
from jejaring.web.agreements.papers.typeset import typeset
from jejaring.web.agreements.wording import line_thing
from jejaring.web.common.templatetags.figures import day, rupiah
from jejaring.web.cooperatives.models import Membership
from jejaring.web.money.models import MoneyStep, Obligation, Payment
from jejaring.web.money.words import in_words
from jejaring.web.trade.names import place_name

STAMPED_ABOVE = 5_000_000
"""Rupiah: a receipt for more bears stamp duty of Rp10.000 (S62, S63: UU 10/2020)."""


def receipt_paper(payment: Payment, address_of: Any) -> Document:
    """The kuitansi of a confirmed payment; `address_of` makes the address to check it at from its token."""
    confirmed = payment.steps.get(verb=MoneyStep.Verb.CONFIRMED)
    return paper(
        Document.Kind.RECEIPT,
        f"{Document.Kind.RECEIPT}:{payment.pk}",
        lambda token: typeset(
            "receipt", receipt_data(payment, confirmed), address=address_of(token), made=confirmed.at
        ),
    )


def receipt_data(payment: Payment, confirmed: MoneyStep) -> dict[str, Any]:
    """Everything the template says."""
    bill = payment.obligation
    commitment = bill.commitment
    return {
        "number": payment.reference,
        "facts": [
            ["Sudah terima dari", bill.debtor.name],
            ["Oleh", f"{bill.creditor.name}, {place_name(bill.creditor.region)}"],
            ["Untuk", _what_for(bill)],
            ["Menurut", f"{commitment.agreement.number}, pesanan {commitment.reference}, {bill.reference}"],
            ["Tanggal bayar", day(payment.on)],
            *([["Cara bayar", payment.means]] if payment.means else []),
        ],
        "amount": rupiah(payment.amount),
        "words": f"{in_words(payment.amount)} rupiah".capitalize(),
        "stamp": payment.amount > STAMPED_ABOVE,
        "signers": [
            {
                "role": "Dikonfirmasi di Jejaring",
                "name": f"{day(confirmed.at)}, oleh {Membership.Role(confirmed.role).label.lower()} penerima",
                "signs": False,
            },
            {
                "role": "Penerima",
                "name": bill.creditor.name,
                "stamp": payment.amount > STAMPED_ABOVE,
            },
        ],
    }


def _what_for(bill: Obligation) -> str:
    told = str(bill.get_kind_display())
    if bill.shipment is not None:
        told += f" {bill.shipment.reference}"
    return f"{told}: {line_thing(bill.commitment.line)}"
