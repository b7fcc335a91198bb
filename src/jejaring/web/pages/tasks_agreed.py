"""What agreements, deliveries and bills wait for from a person."""

from collections.abc import Callable, Iterator

from django.db.models import Count, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from jejaring.web.agreements.models import Agreement, AgreementStep, Party, Shipment
from jejaring.web.cooperatives.models import Membership
from jejaring.web.money.models import Obligation, Payment

Own = list[tuple[int, str]]
"""Cooperatives of a person, and the role in each."""
WORDS: tuple[tuple[str, Callable[[int], str], str], ...] = (
    (
        "sign",
        lambda n: ngettext(
            "%(n)s perjanjian menunggu tanda tangan Anda.", "%(n)s perjanjian menunggu tanda tangan Anda.", n
        ),
        "agreements:agreements",
    ),
    (
        "receive",
        lambda n: ngettext(
            "%(n)s kiriman menunggu dicatat penerimaannya.",
            "%(n)s kiriman menunggu dicatat penerimaannya.",
            n,
        ),
        "agreements:orders",
    ),
    (
        "agree",
        lambda n: ngettext(
            "%(n)s penerimaan menunggu Anda cocokkan.", "%(n)s penerimaan menunggu Anda cocokkan.", n
        ),
        "agreements:orders",
    ),
    (
        "confirm",
        lambda n: ngettext(
            "%(n)s pembayaran menunggu Anda pastikan.", "%(n)s pembayaran menunggu Anda pastikan.", n
        ),
        "money:bills",
    ),
    (
        "pay",
        lambda n: ngettext(
            "%(n)s tagihan sudah lewat jatuh tempo.", "%(n)s tagihan sudah lewat jatuh tempo.", n
        ),
        "money:bills",
    ),
)
"""Each thing that may wait, most pressing first: how many in words, and where."""


def agreed_tasks(own: Own) -> Iterator[tuple[str, str]]:
    """In words, and where: to sign, to receive, to agree to, to confirm, to pay; one query for all."""
    everywhere = [cooperative for cooperative, _role in own]
    if not own or not Party.objects.filter(cooperative__in=everywhere).exists():
        return  # who is party to no agreement has none of the rest either
    signing = [cooperative for cooperative, role in own if role in Membership.SIGNING]
    coming, leaving = (
        Shipment.objects.filter(**{f"commitment__{side}__in": everywhere}) for side in ("receiver", "giver")
    )
    waiting = {
        "sign": _to_sign(signing),
        "receive": coming.filter(state__in=(Shipment.State.SENT, Shipment.State.DISPUTED)),
        "agree": leaving.filter(state=Shipment.State.RECEIVED),
        "confirm": Payment.objects.filter(state=Payment.State.REPORTED, payee__in=signing or [0]),
        "pay": Obligation.objects.filter(debtor__in=everywhere, balance__gt=0, due__lt=timezone.localdate()),
    }
    first, *others = [_counted(what, rows) for what, rows in waiting.items()]
    counts = dict(first.union(*others))
    for what, words, address in WORDS:
        if count := counts.get(what, 0):
            yield words(count) % {"n": count}, reverse(address)


def _to_sign(cooperatives: list[int]) -> "QuerySet[Agreement]":
    """Agreements that a signature of one of these is waited for."""
    signed = AgreementStep.objects.filter(verb=AgreementStep.Verb.ACCEPTED, by__in=cooperatives or [0])
    return Agreement.objects.filter(
        state__in=(Agreement.State.PROPOSED, Agreement.State.AMENDING),
        parties__cooperative__in=cooperatives or [0],
    ).exclude(latest__in=signed.values("version"))


def _counted(what: str, rows: QuerySet) -> QuerySet:
    named = rows.order_by().annotate(what=Value(what)).values("what")
    return named.annotate(n=Count("pk", distinct=True)).values_list("what", "n")
