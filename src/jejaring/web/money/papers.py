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
    confirmed = payment.steps.filter(verb=MoneyStep.Verb.CONFIRMED).order_by("pk")[0]
    return paper(
        Document.Kind.RECEIPT,
        f"{Document.Kind.RECEIPT}:{payment.pk}",
        lambda token: typeset(
            "receipt", receipt_data(payment, confirmed), address=address_of(token), made=confirmed.at
        ),
    )


def receipt_data(payment: Payment, confirmed: MoneyStep) -> dict[str, Any]:
    """Everything the template says."""
    parts = payment.allocations.select_related("obligation__commitment__line", "obligation__shipment")
    bills = [
        (part.obligation, part.amount) for part in parts.select_related("obligation__commitment__agreement")
    ]
    return {
        "number": payment.reference,
        "facts": [
            ["Sudah terima dari", payment.payer.name],
            ["Oleh", f"{payment.payee.name}, {place_name(payment.payee.region)}"],
            *(_fact(bill, amount, several=len(bills) > 1) for bill, amount in bills),
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
                "name": payment.payee.name,
                "stamp": payment.amount > STAMPED_ABOVE,
            },
        ],
    }


def _fact(bill: Obligation, amount: int, *, several: bool) -> list[str]:
    """What a bill is for and by what it is owed; of several also how much of the payment is for it."""
    told = str(bill.get_kind_display())
    if bill.shipment is not None:
        told += f" {bill.shipment.reference}"
    order = bill.commitment
    by = f"{order.agreement.number}, pesanan {order.reference}, {bill.reference}"
    told = f"{told}: {line_thing(order.line)} ({by})"
    return ["Untuk", f"{rupiah(amount)}: {told}" if several else told]
