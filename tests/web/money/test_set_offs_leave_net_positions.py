"""A set-off of bad amounts, of debts that stand there twice or move a net position posts nothing at all."""

from functools import partial

import pytest
from tests.web.agreements.delivering import today
from tests.web.clearing.world import ring, the_ledger_balances

from jejaring.web.money import actions as money
from jejaring.web.money.models import Entry, Obligation, SetOff
from jejaring.web.money.set_offs import give_back, set_off

pytestmark = pytest.mark.django_db


def test_nothing_is_posted():
    made = ring(100, 150, 100)
    debts = list(Obligation.objects.order_by("pk"))
    post = partial(set_off, actor=None, kind=SetOff.Kind.CLEARING, on=today())
    before = Entry.objects.count()
    for amounts in (
        (0, 0, 0),
        (-5, -5, -5),
        (101, 101, 101),
        (2**53 + 1,) * 3,
        (100, 99, 100),
        (100, 100, 0),
    ):
        with pytest.raises(ValueError, match=r"set off|net position"):
            post(parts=list(zip(debts, amounts, strict=True)))
    with pytest.raises(ValueError, match="twice"):
        post(parts=[(one, 40) for one in [*debts, *debts]])
    with pytest.raises(ValueError, match="twice"):
        give_back(actor=None, parts=[(one, 40) for one in [*debts, *debts]], on=today())
    with pytest.raises(ValueError, match="net position"):
        give_back(actor=None, parts=[(debts[0], 40)], on=today())
    money.dispute(actor=made.sides[0].ketua, obligation=debts[0], version=0, reason="Salah")
    with pytest.raises(ValueError, match="set off"):
        post(parts=[(one, 100) for one in Obligation.objects.order_by("pk")])
    assert (Entry.objects.count(), SetOff.objects.count()) == (before, 0)
    the_ledger_balances()
