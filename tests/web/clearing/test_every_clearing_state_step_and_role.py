"""Every state x step x role of clearing rounds and consents, from the tables: all else is refused."""

from itertools import product

import pytest
from django.db import transaction
from tests.web.agreements.world import Side
from tests.web.clearing.world import consent_of, coordinator, opened, ready, ring

from jejaring.web.agreements.actions import NotAllowed
from jejaring.web.clearing import actions
from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.clearing.steps import CONSENT, ROUND, Verb

pytestmark = pytest.mark.django_db
Is = ClearingRound.State
TAKEN = {
    Verb.COMPUTE: lambda person, round: actions.compute(actor=person, round=round),
    Verb.POSTED: lambda person, round: actions.post(actor=person, round=round),
    Verb.REVERSED: lambda person, round: actions.reverse(actor=person, round=round, reason="Salah"),
    Verb.CANCELLED: lambda person, round: actions.cancel(actor=person, round=round, reason="Salah"),
}
ANSWERED = {
    Verb.GIVEN: lambda person, consent: actions.give(actor=person, consent=consent),
    Verb.REVOKED: lambda person, consent: actions.revoke(actor=person, consent=consent),
}


def works(take, person, record) -> bool:
    """Whether it was done; it is taken back."""
    fresh = type(record).objects.get(pk=record.pk)
    try:
        with transaction.atomic():
            take(person, fresh)
            transaction.set_rollback(True)
    except NotAllowed:
        return False
    return True


def test_every_cell():
    made = ring(100, 150, 100)
    side: Side = made.sides[0]
    people = {**side.people, "koordinator": made.person, "lain": coordinator("51")}
    rounds = {Is.ASKING: opened(made), Is.COMPUTING: opened(made), Is.CANCELLED: opened(made)}
    actions.compute(actor=made.person, round=rounds[Is.COMPUTING])
    actions.cancel(actor=made.person, round=rounds[Is.CANCELLED], reason="Tidak jadi")
    rounds[Is.REVERSED] = ready(made)
    actions.post(actor=made.person, round=rounds[Is.REVERSED])
    actions.reverse(actor=made.person, round=rounds[Is.REVERSED], reason="Salah")
    rounds[Is.READY] = ready(made)
    cells = 0
    for phase in ("before", "posted"):
        if phase == "posted":
            rounds = {Is.POSTED: rounds[Is.READY]}
            actions.post(actor=made.person, round=rounds[Is.POSTED])
        for (state, round), (verb, take), who in product(rounds.items(), TAKEN.items(), people):
            allowed = ROUND.get((verb, state))
            may = allowed is not None and "coordinator" in allowed.who and who == "koordinator"
            assert works(take, people[who], round) == may, (state, verb, who)
            cells += 1
        for (state, round), said in product(rounds.items(), Consent.State):
            consent = consent_of(round, side)
            Consent.objects.filter(pk=consent.pk).update(state=said)
            for (verb, take), who in product(ANSWERED.items(), people):
                may = (verb, said) in CONSENT and state in ClearingRound.BEFORE_POSTING
                assert works(take, people[who], consent) == (may and who in ("ketua", "bendahara"))
                cells += 1
            Consent.objects.filter(pk=consent.pk).update(state=Consent.State.GIVEN)
    assert cells == 6 * (4 * 5 + 3 * 2 * 5)
