"""Agreements that came into force, as ValueFlows: what was promised, and what is paid for it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from jejaring.valueflows import Agreement, Commitment, Measure
from jejaring.web.agreements import models as agreed
from jejaring.web.agreements.visible import agreements_of, commitments_of
from jejaring.web.api.valueflows.names import DONE, RUPIAH, spec_of, urn

State = agreed.Commitment.State


def told_agreements(person: Any) -> Iterator[Agreement | Commitment]:
    """Those of the person's cooperatives with all their promises, as all who signed them see them."""
    signed = agreements_of(person).filter(current__isnull=False).order_by("pk")
    lines = agreed.Commitment.objects.filter(agreement__in=signed).exclude(state=State.CANCELLED)
    own = set(commitments_of(person).values_list("pk", flat=True))
    by_agreement: dict[int, list[agreed.Commitment]] = {}
    for each in lines.select_related("line").order_by("agreement", "number"):
        by_agreement.setdefault(each.agreement_id, []).append(each)
    for agreement in signed:
        key, orders = urn("agreement", agreement.pk), by_agreement.get(agreement.pk, [])
        given = [_commitment(each, key, finished=each.pk in own) for each in orders]
        paid = [_payment_for(each, key) for each in orders]
        yield Agreement(
            id=key,
            name=agreement.title,
            created=agreement.made,
            stipulates=tuple(each.id for each in given),
            stipulates_reciprocal=tuple(each.id for each in paid),
            note=agreement.number,
        )
        yield from (*given, *paid)


def _commitment(order: agreed.Commitment, agreement: str, *, finished: bool) -> Commitment:
    """`finished`: whether the person may know how far it is kept."""
    line = order.line
    return Commitment(
        id=urn("order", order.pk),
        action=DONE[agreed.Line.Kind(line.kind)],
        provider=urn("cooperative", order.giver_id),
        receiver=urn("cooperative", order.receiver_id),
        resource_conforms_to=spec_of(line),
        resource_quantity=Measure(line.quantity, line.unit),
        at_location=line.origin,
        to_location=line.destination,
        has_beginning=line.first_month,
        due=order.due,
        clause_of=agreement,
        finished=finished and order.state == State.DONE,
        note=line.note,
    )


def _payment_for(order: agreed.Commitment, agreement: str) -> Commitment:
    return Commitment(
        id=urn("order", f"{order.pk}#payment"),
        action="transfer",
        provider=urn("cooperative", order.receiver_id),
        receiver=urn("cooperative", order.giver_id),
        resource_conforms_to=RUPIAH,
        resource_quantity=Measure(Decimal(order.line.total), "IDR"),
        clause_of=agreement,
    )
