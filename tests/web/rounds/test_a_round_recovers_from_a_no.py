"""From listings to agreements: accepted, declined, not answered; and what is planned anew around it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.rounds.world import asked, made_now, settled

from jejaring.market import Market
from jejaring.planning import Plan, verify
from jejaring.web.agreements.models import Agreement
from jejaring.web.common.models import AuditEntry
from jejaring.web.rounds import actions
from jejaring.web.rounds.models import Attempt, Load, Outcome, Part, Round, Trade

pytestmark = pytest.mark.django_db
State = Part.State


def test_who_is_in_a_chain_is_asked_and_sees_what_it_gains(net, round):
    parts = Part.objects.filter(attempt__round=round)
    assert {part.cooperative for part in parts} == {
        side.cooperative for side in (net.garut, net.tanner, net.shop)
    }
    attempt = round.attempts.get()
    assert sum(part.gain for part in parts) == attempt.surplus > 0
    assert sum(part.received for part in parts) + sum(trade.freight for trade in Trade.objects.all()) == sum(
        part.paid for part in parts
    )
    assert attempt.answer_until == round.answer_until


def test_who_is_left_out_reads_at_which_price_it_would_be_in(net, round):
    left = Outcome.objects.get(attempt__round=round, cooperative=net.bandung.cooperative)
    assert left.level == 0
    assert left.exact
    assert 0 < left.worth < left.price == 60_000
    listing = left.listing
    for price, is_in in ((left.worth + 1, False), (left.worth - 1, True)):
        listing.price = price
        listing.save()
        assert (Outcome.objects.get(attempt__round=asked(net), listing=listing).level > 0) == is_in


def test_when_all_accept_they_are_given_an_agreement_to_sign(net, round):
    for side in (net.garut, net.tanner, net.shop):
        actions.accept(actor=side.ketua, part=net.part_of(side, round))
    round = settled(round)
    assert round.state == Round.State.DONE
    agreement = Agreement.objects.get()
    assert agreement.state == Agreement.State.PROPOSED
    assert {party.cooperative for party in agreement.parties.all()} == {
        side.cooperative for side in (net.garut, net.tanner, net.shop)
    }
    assert sum(line.total for line in agreement.latest.lines.all()) == sum(
        trade.received for trade in Trade.objects.all()
    )
    settled(round)
    assert Agreement.objects.count() == 1


def test_less_than_a_gram_to_carry_does_not_hold_up_an_agreement(net, round):
    trade = Trade.objects.get(receiver=net.shop.cooperative)
    Load.objects.create(trade=trade, listing=trade.seller, carrier=net.tanner.cooperative, kg=0, amount=0)
    for side in (net.garut, net.tanner, net.shop):
        actions.accept(actor=side.ketua, part=net.part_of(side, round))
    assert settled(round).state == Round.State.DONE
    assert {line.kind for line in Agreement.objects.get().latest.lines.all()} == {"barang"}


def test_a_no_brings_another_supplier_and_asks_only_whose_part_changed(net, round):
    actions.accept(actor=net.shop.ketua, part=net.part_of(net.shop, round))
    actions.accept(actor=net.tanner.bendahara, part=net.part_of(net.tanner, round))
    sale = Trade.objects.get(receiver=net.shop.cooperative)
    round = settled(round)
    assert round.state == Round.State.ASKING
    actions.decline(
        actor=net.garut.ketua, part=net.part_of(net.garut, round), reason="Kulitnya sudah terjual"
    )
    round = settled(round)
    assert round.state == Round.State.PLANNING
    made_now(round)
    round.refresh_from_db()
    assert round.state == Round.State.ASKING
    again = round.attempts.latest()
    states = dict(Part.objects.filter(attempt=again).values_list("cooperative", "state"))
    assert states == {
        net.bandung.cooperative.pk: State.WAITING,
        net.tanner.cooperative.pk: State.WAITING,
        net.shop.cooperative.pk: State.ACCEPTED,
    }
    kept = Trade.objects.get(receiver=net.shop.cooperative, chain__attempt=again)
    assert (kept.quantity, kept.received, kept.paid) == (sale.quantity, sale.received, sale.paid)
    for side in (net.bandung, net.tanner):
        actions.accept(actor=side.ketua, part=net.part_of(side, round))
    round = settled(round)
    assert round.state == Round.State.DONE
    assert {party.cooperative for party in Agreement.objects.get().parties.all()} == {
        side.cooperative for side in (net.bandung, net.tanner, net.shop)
    }


def test_when_no_supplier_is_left_what_needs_one_is_let_go_and_the_round_ends(net, round):
    for supplier in (net.garut, net.bandung):
        for side in (net.shop, net.tanner):
            part = net.part_of(side, round)
            if part.state == State.WAITING:
                actions.accept(actor=side.ketua, part=part)
        actions.decline(actor=supplier.ketua, part=net.part_of(supplier, round), reason="Habis")
        round = settled(round)
        made_now(round)
        round.refresh_from_db()
    last = round.attempts.latest()
    assert round.state == Round.State.ASKING
    assert last.unpinned  # the sale of what nobody can make any more
    assert not Trade.objects.filter(chain__attempt=last).exists()
    assert settled(round).state == Round.State.DONE
    assert not Agreement.objects.exists()


def test_who_declined_and_who_was_not_chosen_read_different_reasons(net, round, client):
    pages = {}
    for side in (net.bandung, net.garut):
        if side is net.garut:
            actions.decline(actor=net.garut.ketua, part=net.part_of(net.garut, round), reason="Tidak")
            for other in (net.tanner, net.shop):
                actions.accept(actor=other.ketua, part=net.part_of(other, round))
            made_now(settled(round))
        client.force_login(side.ketua, backend="allauth.account.auth_backends.AuthenticationBackend")
        pages[side.cooperative.pk] = client.get(f"/putaran/{round.pk}/").content.decode()
    not_chosen, declined = pages.values()
    assert "terpakai bila di bawah" in not_chosen
    assert "tidak Anda terima" in declined
    assert "terpakai bila" not in declined


def test_silence_past_the_deadline_is_a_no(net, round):
    actions.accept(actor=net.shop.ketua, part=net.part_of(net.shop, round))
    later = timezone.localdate() + timedelta(days=8)
    assert actions.settle_due(today=later) == 1
    states = set(round.attempts.get(number=1).parts.values_list("state", flat=True))
    assert states == {State.ACCEPTED, State.SILENT}
    made_now(round)
    round = settled(round)
    assert round.state == Round.State.DONE  # nobody is left to trade with
    assert round.attempts.latest().counts["chains"] == 0
    assert not Agreement.objects.exists()


def test_anyone_can_check_and_replay_the_files(net, round):
    actions.decline(actor=net.garut.ketua, part=net.part_of(net.garut, round), reason="Tidak")
    for side in (net.tanner, net.shop):
        actions.accept(actor=side.ketua, part=net.part_of(side, round))
    made_now(settled(round))
    frozen = Market.read(round.folder / "market")
    round.refresh_from_db()
    assert frozen.hash == round.market_hash
    for attempt in Attempt.objects.filter(round=round):
        market, best = Market.read(attempt.folder / "market"), Plan.read(attempt.folder / "plan")
        assert verify(market, best)
        assert (market.hash, best.digest) == (attempt.market_hash, attempt.digest)
        assert attempt.archive.exists()


def test_listings_entered_after_the_freeze_wait_for_the_next_round(net, round):
    listing = Outcome.objects.filter(attempt__round=round).first().listing
    frozen = Market.read(round.folder / "market")
    listing.price += 1
    listing.save()
    assert Market.read(round.folder / "market").hash == frozen.hash == Round.objects.get().market_hash


def test_every_step_leaves_a_row_in_the_audit_trail(net, round):
    actions.accept(actor=net.shop.ketua, part=net.part_of(net.shop, round))
    entries = AuditEntry.objects.filter(verb__regex="^(round|part)").order_by("pk")
    verbs = list(entries.values_list("verb", flat=True))
    assert verbs == [
        "round.opened",
        "round.frozen",
        "round.market_frozen",
        "round.planned",
        "round.published",
        "part.accepted",
    ]
