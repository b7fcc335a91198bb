"""Working capital of a territory and of a round, before and after clearing, by scheme."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.agreements.delivering import today
from tests.web.agreements.world import GARUT, GIANYAR, NUMBERS
from tests.web.clearing.world import coordinator, ring

from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.finance.cash import Ways, cash_of
from jejaring.web.finance.need import NONE, Gap, by_scheme, need_of_round, need_of_territory
from jejaring.web.finance.rule_sets import known_rule_sets
from jejaring.web.rounds.models import Attempt, Chain, Round, Trade
from jejaring.web.trade.actions import create_listing

pytestmark = pytest.mark.django_db
M = 1_000_000
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_a_territory_needs_the_gaps_of_its_cooperatives_and_less_once_cleared():
    made = ring(30 * M, 50 * M, 40 * M)
    ring(7 * M, 7 * M, region=GIANYAR)
    need = need_of_territory(GARUT[:2], today())
    gaps = [cash_of(one.cooperative, today(), Ways(0, 0)).flow.gap for one in made.sides]
    assert need.cooperatives == 3
    assert need.before == sum(gaps) == 20 * M
    assert need.after == 20 * M, "who owes more than is owed lacks as much after clearing"
    assert need_of_territory("", today()).cooperatives == 5
    assert need_of_territory("11", today()).shares == ()
    for one in made.debts:  # paid at different times, debts alone have to be financed until claims come in
        type(one).objects.filter(pk=one.pk).update(due=today() if one == made.debts[0] else "2030-01-01")
    later = need_of_territory(GARUT[:2], today())
    assert later.before - later.after == 30 * M, "what is struck off need not be financed until 2030"


def test_the_shares_add_up_and_each_sum_falls_to_the_first_scheme_it_fits():
    gaps = [Gap(8 * M, 0), Gap(60 * M, 9 * M), Gap(400 * M, 400 * M), Gap(10**15, 10**15), Gap(0, 0)]
    need = by_scheme(gaps, today(), known_rule_sets())
    told = {
        share.scheme: (share.before, share.count_before, share.after, share.count_after)
        for share in need.shares
    }
    assert told == {
        "KUR Super Mikro": (8 * M, 1, 9 * M, 1),
        "KUR Mikro": (60 * M, 1, 0, 0),
        "KUR Kecil": (400 * M, 1, 400 * M, 1),
        NONE: (10**15, 1, 10**15, 1),
    }
    assert need.before == sum(share.before for share in need.shares)
    assert need.after == sum(share.after for share in need.shares)
    assert by_scheme(gaps[:1], today().replace(year=2017), known_rule_sets()).shares[0].scheme == NONE


def traded(*paid: int) -> Round:
    """A round announced in which cooperative i buys of cooperative i + 1, the last of the first."""
    person = coordinator(GARUT[:2])
    round = Round.objects.create(
        name="Putaran", region=GARUT[:2], opened_by=person, collect_until=today(), answer_until=today()
    )
    attempt = Attempt.objects.create(round=round, number=1, state="tanya", published=f"{today()}T00:00Z")
    sides = [
        Cooperative.objects.create(name=f"Koperasi Contoh {next(NUMBERS)}", region=GARUT, example=True)
        for _ in paid
    ]
    goods = {"commodity": "gkg", "quantity": 5, "price": 9000, "region": GARUT}
    needs = [create_listing(actor=None, cooperative=one, kind="needs", **goods) for one in sides]
    chain = Chain.objects.create(
        attempt=attempt, name="C1", need=needs[0], commodity="gkg", region=GARUT, paid=1, gain=1, parties=2
    )
    for number, (buyer, amount) in enumerate(zip(sides, paid, strict=True)):
        seller = sides[(number + 1) % len(sides)]
        Trade.objects.create(
            chain=chain, name=f"P{number}", commodity="gkg", seller=needs[0], buyer=needs[0], giver=seller,
            receiver=buyer, origin=GARUT, destination=GARUT, quantity=5, received=amount, freight=M,
            paid=amount + M,
        )  # fmt: skip
    return round


def test_a_round_needs_what_is_bought_less_what_its_trades_cancel():
    need = need_of_round(traded(5 * M, 8 * M, 6 * M), today())
    assert (need.cooperatives, need.before, need.after) == (3, 22 * M, 7 * M)


def test_a_coordinator_sees_sums_of_their_own_territories_and_rounds_alone():
    round = traded(5 * M, 8 * M)
    client, other = Client(), Client()
    client.force_login(round.opened_by, backend=BACKEND)
    other.force_login(coordinator("51"), backend=BACKEND)
    page = reverse("finance:need")
    assert client.get(page).status_code == 200
    shown = client.get(page, {"apa": f"putaran-{round.pk}"}).content.decode()
    for words in ("Rp15.000.000", "Rp5.000.000", "KUR Super Mikro"):
        assert words in shown, words
    assert other.get(page, {"apa": f"putaran-{round.pk}"}).status_code == 422
    assert other.get(page, {"apa": "wilayah-"}).status_code == 422
