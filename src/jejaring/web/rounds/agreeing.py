"""From a chain that all have accepted to an agreement for them to sign.

A chain is ripe when everybody in it has accepted, and everybody in the chains with which it shares a trade:
else somebody could be left with leather that was half for an order that never came.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from jejaring.web.agreements import actions as agreements
from jejaring.web.agreements.models import Agreement, Line
from jejaring.web.agreements.terms import Promise, Terms
from jejaring.web.common import audit
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.rounds.models import Attempt, Chain, Feed, Part, Round, Trade
from jejaring.web.trade.names import base_of, commodity_name

CENT = Decimal("0.01")


def ripe_chains(attempt: Attempt, *, near: int | None = None) -> list[Chain]:
    """The chains that can be agreed on now and are not yet; `near` one, or all."""
    open_parts = Part.objects.filter(chain=OuterRef("pk")).exclude(state=Part.State.ACCEPTED)
    to_agree = Trade.objects.filter(Q(chain=OuterRef("pk")), agreement=None)
    chains = Chain.objects.filter(~Exists(open_parts), Exists(to_agree), attempt=attempt)
    if near is not None:
        chains = chains.filter(pk__in={near, *_beside([near])})
    return [chain for chain in chains.order_by("pk") if not _held_up(chain)]


def agree_on(chain: Chain) -> Agreement | None:
    """Draft the agreement of a ripe chain and ask its parties to sign. Asked again, nothing happens again.

    None where only one cooperative is in it: then there is nobody to agree with.
    """
    with transaction.atomic(), translation.override("id"):
        round = Round.objects.select_for_update(of=("self",)).get(pk=chain.attempt.round_id)
        trades = list(
            _trades_of(chain).filter(agreement=None).exclude(giver=F("receiver"))
            .select_related("giver", "receiver", "seller", "buyer").order_by("month", "pk")
        )  # fmt: skip
        promises = [promise for trade in trades for promise in _promises(trade)]
        parties = _parties(promises)
        if len(parties) < 2:
            return None
        agreement = agreements.draft(
            actor=None,
            title=_title(chain),
            parties=parties,
            lines=promises,
            terms=Terms(other=_source_words(chain, round)),
            source=f"round:{round.pk}.{chain.attempt.number}/{chain.name}",
        )
        agreements.propose(actor=None, agreement=agreement, version=agreement.version)
        Trade.objects.filter(pk__in=[trade.pk for trade in trades]).update(agreement=agreement)
        audit.record("round.agreed", round, actor=None, chain=chain.name, agreement=agreement.pk)
        return agreement


def _beside(chains: Iterable[int]) -> set[int]:
    """The chains that share a trade with one of these."""
    keys = set(chains)
    shared = Feed.objects.filter(Q(chain__in=keys) | Q(trade__chain__in=keys)).values("trade")
    beside = set(Feed.objects.filter(trade__in=shared).values_list("chain", flat=True))
    beside |= set(Trade.objects.filter(pk__in=shared).values_list("chain", flat=True))
    return beside - keys


def _held_up(chain: Chain) -> bool:
    return Part.objects.filter(chain__in=_beside([chain.pk])).exclude(state=Part.State.ACCEPTED).exists()


def _trades_of(chain: Chain) -> QuerySet[Trade]:
    """Its own trades, and those of other chains that serve it as well."""
    return Trade.objects.filter(Q(chain=chain) | Q(pk__in=Feed.objects.filter(chain=chain).values("trade")))


def _promises(trade: Trade) -> Iterator[Promise]:
    """What the giver promises, and what hauliers do: each is paid for its own."""
    yield Promise(
        giver=trade.giver,
        receiver=trade.receiver,
        commodity=trade.commodity,
        recipe=trade.seller.recipe,
        quantity=trade.quantity,
        unit=base_of("", trade.commodity, ""),
        price=_each(trade.received, trade.quantity),
        total=trade.received,
        freight=trade.freight,
        first_month=trade.month,
        last_month=trade.month,
        origin=trade.origin,
        destination=trade.destination,
    )
    for load in trade.loads.select_related("carrier").order_by("pk"):
        if load.carrier_id != trade.receiver_id and load.kg:  # less than a gram is kept as none
            yield Promise(
                giver=load.carrier,
                receiver=trade.receiver,
                kind=Line.Kind.CARRIAGE,
                quantity=load.kg,
                unit="kg",
                price=_each(load.amount, load.kg),
                total=load.amount,
                note=commodity_name(trade.commodity),
                first_month=trade.month,
                last_month=trade.month,
                origin=trade.origin,
                destination=trade.destination,
            )


def _parties(promises: Sequence[Promise]) -> list[Cooperative]:
    """In the order in which they first give or receive."""
    both = [side for promise in promises for side in (promise.giver, promise.receiver)]
    return list({party.pk: party for party in both}.values())


def _each(rupiah: int, quantity: Decimal) -> Decimal:
    return (rupiah / quantity).quantize(CENT, ROUND_HALF_UP)


def _title(chain: Chain) -> str:
    goods = commodity_name(chain.commodity)
    return _("%(goods)s untuk %(buyer)s") % {"goods": goods, "buyer": chain.need.cooperative.name}


def _source_words(chain: Chain, round: Round) -> str:
    return _("Dari putaran “%(round)s”, rantai %(chain)s. Rencana terbukti: %(plan)s.") % {
        "round": round.name,
        "chain": chain.name,
        "plan": chain.attempt.digest,
    }
