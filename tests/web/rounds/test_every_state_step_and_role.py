"""The table of steps, row by row: all else is refused, with a reason in either language."""

from contextlib import contextmanager, suppress

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import translation

from jejaring.web.cooperatives.models import Membership
from jejaring.web.rounds import actions
from jejaring.web.rounds.actions.rounds import replan
from jejaring.web.rounds.models import Attempt, Part, Round
from jejaring.web.rounds.steps import ANSWER, ROUND, AnswerVerb, RoundVerb
from jejaring.web.trade.actions.errors import ChangedMeanwhile, NotAllowed

pytestmark = pytest.mark.django_db
ROLES = ("coordinator", "elsewhere", "signer", "officer", "stranger", "unguarded", "site")
CAN = {"coordinator": "coordinator", "signer": "signer", "site": "site"}
ROUND_STEPS = {
    RoundVerb.FROZEN: lambda actor, round: actions.freeze(actor=actor, round=round),
    RoundVerb.PLANNED: lambda actor, round: actions.planned(attempt=round.attempts.latest()),
    RoundVerb.STOPPED: lambda actor, round: actions.stopped(attempt=round.attempts.latest(), reason="Sebab"),
    RoundVerb.RETRIED: lambda actor, round: actions.retry(actor=actor, round=round),
    RoundVerb.PUBLISHED: lambda actor, round: actions.announce(actor=actor, round=round),
    RoundVerb.REPLANNED: lambda actor, round: replan(round=round),
    RoundVerb.CLOSED: lambda actor, round: actions.close(actor=actor, round=round),
    RoundVerb.CANCELLED: lambda actor, round: actions.cancel(actor=actor, round=round, reason="Sebab"),
}
BY_THE_SITE_ALONE = (RoundVerb.PLANNED, RoundVerb.STOPPED, RoundVerb.REPLANNED)
"""These actions have no actor at all."""
ANSWERS = {
    AnswerVerb.ACCEPTED: lambda actor, part: actions.accept(actor=actor, part=part),
    AnswerVerb.DECLINED: lambda actor, part: actions.decline(actor=actor, part=part, reason="Sebab"),
}


def person(net, role):
    if role == "site":
        return None
    if role == "unguarded":  # signs and coordinates, but has no second factor
        bare = net.shop.pengurus
        Membership.objects.filter(person=bare).update(role=Membership.Role.CHAIR)
        net.nation.territories.create(region="", office="Dinas Contoh", person=bare)
        return bare
    return {
        "coordinator": net.nation,
        "elsewhere": net.province,
        "signer": net.shop.bendahara,
        "officer": net.shop.pengurus,
        "stranger": net.bandung.ketua,
    }[role]


def refused(act) -> str:
    """Why, after making sure that nothing changed."""
    with pytest.raises(NotAllowed) as told:
        act()
    return str(told.value)


class _TakenBack(Exception):
    """Ends a block whose changes are not to stay."""


@contextmanager
def taken_back():
    """Whatever is changed inside is as it was afterwards."""
    with suppress(_TakenBack), transaction.atomic():
        yield
        raise _TakenBack


@pytest.mark.parametrize("verb", RoundVerb)
def test_rounds_move_as_the_table_says(net, verb):
    for role in ROLES:
        if verb not in BY_THE_SITE_ALONE or role == "site":
            with taken_back():
                a_round_moves_as_the_table_says(net, verb, role)


def a_round_moves_as_the_table_says(net, verb, role):
    actor = person(net, role)
    for state in Round.State:
        Round.objects.filter(pk=net.round.pk).update(state=state)
        Attempt.objects.update(state=Attempt.State.ASKING)
        allowed = ROUND.get((verb, state))
        subject = Round.objects.get(pk=net.round.pk)
        if allowed is not None and CAN.get(role) in allowed.who:
            assert ROUND_STEPS[verb](actor, subject).state == allowed.after
            Attempt.objects.filter(number__gt=1).delete()
        else:
            told = {}
            for language in ("id", "en"):
                with translation.override(language):
                    told[language] = refused(lambda s=subject: ROUND_STEPS[verb](actor, s))
            assert told["id"] != told["en"]
            assert Round.objects.get(pk=net.round.pk).state == state


@pytest.mark.parametrize("verb", ANSWERS)
def test_parts_are_answered_as_the_table_says(net, verb):
    for role in ROLES[:-1]:
        with taken_back():
            a_part_is_answered_as_the_table_says(net, verb, role)


def a_part_is_answered_as_the_table_says(net, verb, role):
    actor = person(net, role)
    part = net.part_of(net.shop, net.round)
    for state in Part.State:
        for round_state in (Round.State.ASKING, Round.State.PLANNING, Round.State.CANCELLED):
            Part.objects.filter(pk=part.pk).update(state=state)
            Round.objects.filter(pk=net.round.pk).update(state=round_state)
            allowed = ANSWER.get((verb, state))
            asks = round_state == Round.State.ASKING
            if allowed is not None and CAN.get(role) in allowed.who and asks:
                assert ANSWERS[verb](actor, part).state == allowed.after
            else:
                told = {}
                for language in ("id", "en"):
                    with translation.override(language):
                        told[language] = refused(lambda: ANSWERS[verb](actor, part))
                assert told["id"] != told["en"]
                assert Part.objects.get(pk=part.pk).state == state


def test_a_reason_is_asked_for(net):
    part = net.part_of(net.shop, net.round)
    assert "alasan" in refused(lambda: actions.decline(actor=net.shop.ketua, part=part, reason=" "))
    assert "alasan" in refused(lambda: actions.cancel(actor=net.nation, round=net.round, reason=""))


def test_nobody_acts_on_what_they_have_not_seen(net):
    part = net.part_of(net.shop, net.round)
    with pytest.raises(ChangedMeanwhile):
        actions.accept(actor=net.shop.ketua, part=part, version=part.version + 1)
    with pytest.raises(ChangedMeanwhile):
        actions.close(actor=net.nation, round=net.round, version=1)


def test_an_answer_after_its_time_changes_nothing(net):
    part = net.part_of(net.shop, net.round)
    Attempt.objects.update(answer_until="2020-01-01")
    assert "lewat" in refused(lambda: actions.accept(actor=net.shop.ketua, part=part))
    with suppress(NotAllowed):
        Authenticator.objects.all().delete()
        actions.accept(actor=net.shop.ketua, part=part)
    assert Part.objects.get(pk=part.pk).state == Part.State.WAITING
