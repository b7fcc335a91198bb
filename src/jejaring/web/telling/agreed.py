"""What agreements, deliveries, bills and payments wait for from a person."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.language import format_money
from jejaring.web.agreements.models import Agreement, AgreementStep, Party, Shipment
from jejaring.web.common.templatetags.figures import day, language
from jejaring.web.money.models import Obligation, Payment
from jejaring.web.telling.item import MOST, Item, address_of

SOON = timedelta(days=7)
FIRST_RECEIPT = 2
"""The version of a delivery with its first receipt: what is asked after it is asked anew."""


def agreed_items(own: list[int], signing: list[int]) -> list[Item]:
    """`own`: keys of the cooperatives that the person acts for; `signing`: of those that they sign for."""
    return [*_agreements(signing), *_shipments(own), *_payments(signing), *_bills(own), *_disputed(own)]


def _agreements(signing: list[int]) -> Iterator[Item]:
    signed = AgreementStep.objects.filter(
        version=OuterRef("latest"), by__in=signing, verb=AgreementStep.Verb.ACCEPTED
    )
    ours = Party.objects.filter(agreement=OuterRef("pk"), cooperative__in=signing)
    waiting = Agreement.objects.filter(
        Exists(ours), ~Exists(signed), state__in=[Agreement.State.PROPOSED, Agreement.State.AMENDING]
    )
    for each in waiting.order_by("pk")[:MOST]:
        words = _("Tanda tangani perjanjian %(number)s: %(title)s.") % {
            "number": each.number,
            "title": each.title,
        }
        address = address_of("agreements:agreement", each.pk)
        yield Item(f"agreement:{each.pk}.{each.latest_id}", words, address)


def _shipments(own: list[int]) -> Iterator[Item]:
    state = Shipment.State
    asks = {
        state.SENT: _("Catat penerimaan kiriman %(number)s."),
        state.RECEIVED: _("Cocokkan penerimaan kiriman %(number)s."),
        state.DISPUTED: _("Periksa lagi penerimaan kiriman %(number)s: pengirim mempersoalkannya."),
    }
    arriving = Q(commitment__receiver__in=own, state__in=(state.SENT, state.DISPUTED))
    to_confirm = Q(commitment__giver__in=own, state=state.RECEIVED)
    waiting = Shipment.objects.filter(arriving | to_confirm).select_related("commitment")
    for each in waiting.order_by("pk")[:MOST]:
        words = asks[state(each.state)] % {"number": each.reference}
        again = f".{each.version}" if each.version > FIRST_RECEIPT else ""
        key = f"shipment:{each.pk}.{each.state}{again}"
        yield Item(key, words, address_of("agreements:shipment", each.pk))


def _bills(own: list[int]) -> Iterator[Item]:
    """What we owe soon, or should have paid."""
    due = timezone.localdate() + SOON
    bills = Obligation.objects.filter(
        debtor__in=own, state=Obligation.State.OPEN, balance__gt=0, due__lte=due
    )
    for each in bills.order_by("due", "pk")[:MOST]:
        words = _("Bayar tagihan %(number)s sebesar %(much)s, jatuh tempo %(day)s.") % {
            "number": each.reference,
            "much": format_money(each.balance, language()),
            "day": day(each.due),
        }
        yield Item(f"bill:{each.pk}", words, address_of("money:bill", each.pk), each.due)


def _payments(signing: list[int]) -> Iterator[Item]:
    """What was reported as paid to us."""
    reported = Payment.objects.filter(payee__in=signing, state=Payment.State.REPORTED).select_related("payer")
    for each in reported.order_by("pk")[:MOST]:
        words = _("Pastikan pembayaran %(much)s dari %(who)s sudah masuk.") % {
            "much": format_money(each.amount, language()),
            "who": each.payer.name,
        }
        yield Item(f"payment:{each.pk}", words, address_of("money:payment", each.pk))


def _disputed(own: list[int]) -> Iterator[Item]:
    """What is owed to us and whoever owes it does not stand by."""
    bills = Obligation.objects.filter(creditor__in=own, state=Obligation.State.DISPUTED)
    for each in bills.select_related("debtor").order_by("pk")[:MOST]:
        words = _("%(who)s mempersoalkan tagihan %(number)s: baca alasannya.") % {
            "who": each.debtor.name,
            "number": each.reference,
        }
        yield Item(f"disputed:{each.pk}.{each.version}", words, address_of("money:bill", each.pk))
