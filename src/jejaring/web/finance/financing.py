"""What a financing file says: who, what for, the agreements and their chain, the record, cash, assessment.

It is taken down once, as plain data, so that the page and the paper say the same and go on saying it. Words
that come from records are Indonesian. It says that all of it is an indication, never that a loan is granted.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jejaring.finance import CashFlow, Movement, Schedule, annuity, cash_flow
from jejaring.web.agreements.models import Agreement, Shipment
from jejaring.web.agreements.record import record_of
from jejaring.web.agreements.wording import line_thing
from jejaring.web.cooperatives.models import Cooperative, Fact
from jejaring.web.cooperatives.standing import standing
from jejaring.web.finance.cash import Ways, cash_of
from jejaring.web.finance.models import KeptAssessment
from jejaring.web.money.models import Allocation, Payment
from jejaring.web.trade.names import place_name
from jejaring.web.trade.templatetags.trading import amount as amount_words

MOST_ROWS = 30
"""Deliveries and payments that are listed, the newest."""
MEETING_AGE = timedelta(days=550)
"""An annual meeting longer ago than this is asked for: six months after the end of the next book year."""


@dataclass(frozen=True)
class Wish:
    """What is asked of the bank."""

    bank: str
    purpose: str
    amount: int
    """Whole rupiah."""
    rate: Decimal
    """Effective per cent a year that is reckoned with."""
    months: int
    start: date
    agreements: tuple[Agreement, ...]
    assessment: KeptAssessment | None = None

    def schedule(self) -> Schedule:
        """Its instalments."""
        return annuity(self.amount, self.rate / 100, self.months, self.start)


def content_of(cooperative: Cooperative, wish: Wish, today: date) -> dict[str, Any]:
    """Everything the file says, as data that JSON can hold: amounts whole rupiah, days ISO.

    Raises
    ------
    FinanceFaults
        When the loan cannot be.
    """
    with translation.override("id"):
        cash = cash_of(cooperative, today, Ways(0, 0))
        schedule = wish.schedule()
        assessed = wish.assessment.record if wish.assessment else None
        return {
            "on": today.isoformat(),
            "who": _who(cooperative),
            "loan": {
                "bank": wish.bank,
                "purpose": wish.purpose,
                "amount": wish.amount,
                "rate": str(wish.rate),
                "months": wish.months,
                "start": wish.start.isoformat(),
                "interest": schedule.interest,
                "instalment": schedule.instalments[0].payment,
            },
            "agreements": [_agreement(one) for one in wish.agreements],
            "record": _record(cooperative, today),
            "deliveries": _deliveries(cooperative),
            "payments": _payments(cooperative),
            "cash": {
                "said": cash.said is not None,
                "opening": cash.flow.opening,
                "movements": [
                    [item.reference, item.day.isoformat(), item.amount, item.partner]
                    for item in cash.flow.movements
                ],
                "cleared": cash.closing.steps[1].closed,
            },
            "assessment": assessed,
            "missing": missing_of(cooperative, wish, today),
        }


def flows_of(content: dict[str, Any]) -> tuple[CashFlow, CashFlow]:
    """The cash flow that a file states, without the loan and with it."""
    told, loan = content["cash"], content["loan"]
    movements = [
        Movement(reference, date.fromisoformat(day), amount, partner)
        for reference, day, amount, partner in told["movements"]
    ]
    flow = cash_flow(movements, date.fromisoformat(content["on"]), told["opening"])
    start = date.fromisoformat(loan["start"])
    return flow, flow.with_loan(annuity(loan["amount"], Decimal(loan["rate"]) / 100, loan["months"], start))


def missing_of(cooperative: Cooperative, wish: Wish, today: date) -> list[str]:
    """Documents that a bank will ask for and that are not here yet, in words."""
    now = standing(cooperative.facts.filter(kind__in=(Fact.Kind.MEETING, Fact.Kind.CERTIFICATE)), today)
    lacking = [
        (not cooperative.legal_number, _("Akta pendirian dan nomor badan hukum")),
        (not cooperative.nib, _("NIB")),
        (not cooperative.npwp, _("NPWP")),
        (now.certificate is None or now.expired, _("Sertifikat NIK yang masih berlaku")),
        (now.meeting is None or now.meeting.on < today - MEETING_AGE, _("Berita acara RAT terakhir")),
        (not wish.agreements, _("Perjanjian kerja sama dengan pembeli")),
        (wish.assessment is None, _("Penilaian KUR di Jejaring")),
        (not cooperative.cash_in_hand.exists(), _("Saldo kas dan rekening")),
    ]
    found = [words for lacks, words in lacking if lacks]
    always = [_("Laporan keuangan dua tahun terakhir"), _("KTP pengurus yang menandatangani")]
    return [*found, *_open(wish.assessment), *always]


def _open(assessment: KeptAssessment | None) -> Iterable[str]:
    """What an assessment says has yet to be shown, each once."""
    if assessment is None:
        return []
    schemes = assessment.record["id"]["schemes"]
    fitting = [scheme for scheme in schemes if scheme["verdict"] != "does-not-fit"]
    told = [
        reason["text"].split(" [")[0]
        for scheme in fitting
        for reason in scheme["reasons"]
        if reason["outcome"] == "open"
    ]
    return dict.fromkeys(told)


def _who(cooperative: Cooperative) -> dict[str, Any]:
    newest: dict[str, Fact] = {}
    for fact in cooperative.facts.order_by("on"):
        newest[fact.kind] = fact
    return {
        "name": cooperative.name,
        "place": place_name(cooperative.region),
        "address": cooperative.address,
        "legal": cooperative.legal_number,
        "nik": cooperative.nik or "",
        "nib": cooperative.nib,
        "npwp": cooperative.npwp,
        "type": str(cooperative.get_type_display()) if cooperative.type else "",
        "facts": [
            {
                "words": str(Fact.Kind(fact.kind).label),
                "value": fact.value,
                "rupiah": fact.kind in Fact.RUPIAH,
                "on": fact.on.isoformat(),
                "source": fact.source,
            }
            for fact in newest.values()
        ],
    }


def _record(cooperative: Cooperative, today: date) -> dict[str, Any]:
    record = record_of(cooperative, today)
    return asdict(record) | {"since": record.since.isoformat() if record.since else ""}


def _agreement(agreement: Agreement) -> dict[str, Any]:
    version = agreement.current
    lines = version.lines.select_related("giver", "receiver") if version else []
    return {
        "number": agreement.number,
        "title": agreement.title,
        "on": timezone.localdate(version.at).isoformat() if version else "",
        "digest": version.digest if version else "",
        "payment_days": version.payment_days if version else 0,
        "down_payment": str(version.down_payment) if version else "0",
        "lines": [
            {
                "giver": line.giver.name,
                "receiver": line.receiver.name,
                "what": line_thing(line),
                "quantity": amount_words(line.quantity, line.unit),
                "total": line.total,
            }
            for line in lines
        ],
    }


def _deliveries(cooperative: Cooperative) -> list[dict[str, Any]]:
    own = Q(commitment__giver=cooperative) | Q(commitment__receiver=cooperative)
    rows = Shipment.objects.filter(own, state__in=Shipment.AGREED).select_related(
        "commitment__line", "commitment__giver", "commitment__receiver"
    )
    return [
        {
            "reference": row.reference,
            "on": row.received_on.isoformat() if row.received_on else "",
            "giver": row.commitment.giver.name,
            "receiver": row.commitment.receiver.name,
            "what": line_thing(row.commitment.line),
            "sent": amount_words(row.sent, row.commitment.line.unit),
            "accepted": amount_words(row.accepted, row.commitment.line.unit),
        }
        for row in rows.order_by("-pk")[:MOST_ROWS]
    ]


def _payments(cooperative: Cooperative) -> list[dict[str, Any]]:
    """What paid which bill: a payment of several bills stands in a row for each."""
    own = Q(payment__payer=cooperative) | Q(payment__payee=cooperative)
    rows = Allocation.objects.filter(own, payment__state=Payment.State.CONFIRMED).select_related(
        "payment__payer", "payment__payee", "obligation"
    )
    return [
        {
            "reference": row.payment.reference,
            "on": row.payment.on.isoformat(),
            "due": row.obligation.due.isoformat(),
            "payer": row.payment.payer.name,
            "payee": row.payment.payee.name,
            "amount": row.amount,
            "late": max((row.payment.on - row.obligation.due).days, 0),
        }
        for row in rows.order_by("-payment", "pk")[:MOST_ROWS]
    ]
