"""A round from consent to statement: who consents is cleared, who does not is not, and it can be reversed."""

import io
import shutil
import subprocess
import zipfile
from datetime import timedelta

import polars as pl
import pytest
from tests.web.agreements.delivering import paid, today
from tests.web.agreements.world import GARUT, GIANYAR, side
from tests.web.clearing.world import (
    balances,
    computed,
    consent_of,
    consented,
    coordinator,
    net_positions,
    opened,
    ready,
    ring,
    run_now,
    the_ledger_balances,
)

from jejaring.clearing import read_clearing, read_obligations, verify_clearing
from jejaring.web.agreements.models import Agreement
from jejaring.web.clearing import actions
from jejaring.web.clearing.actions.posting import ComputedAgain
from jejaring.web.clearing.models import ClearingRound, Consent, Insolvency
from jejaring.web.clearing.statement import statement_of, statement_paper, statement_workbook
from jejaring.web.common.models import AuditEntry
from jejaring.web.money import actions as money
from jejaring.web.money.models import Entry, Obligation, SetOff
from jejaring.web.trade.actions.errors import ChangedMeanwhile, NotAllowed

pytestmark = pytest.mark.django_db
Is = ClearingRound.State


def test_a_loop_is_posted_in_one_piece_and_net_positions_stay():
    made = ring(100, 250, 180)
    before = net_positions()
    round = ready(made)
    assert (round.state, round.debts, round.gross, round.cleared) == (Is.READY, 3, 530, 300)
    round = actions.post(actor=made.person, round=round, version=round.version)
    assert balances(made) == [0, 150, 80]
    assert net_positions() == before
    the_ledger_balances()
    done = SetOff.objects.get()
    assert (done.kind, done.amount, round.set_off) == (SetOff.Kind.CLEARING, 300, done)
    trail = AuditEntry.objects.filter(verb__startswith="clearing").values_list("verb", flat=True)
    assert set(trail) == {
        *("clearing.opened", "clearing-consent.given", "clearing.compute", "clearing.computed"),
        "clearing.posted",
    }
    with pytest.raises(NotAllowed):
        actions.post(actor=made.person, round=round)


def test_only_who_consents_takes_part_and_the_rest_is_left_as_it_is():
    made = ring(100, 100, 100)
    round = opened(made)
    assert round.consents.count() == 3
    consented(round, *made.sides[:2])
    round = computed(round, made.person)
    assert (round.debts, round.cleared) == (1, 0)
    with pytest.raises(NotAllowed, match="Tidak ada"):
        actions.post(actor=made.person, round=round)
    consented(round, made.sides[2])
    round.refresh_from_db()
    assert round.state == Is.COMPUTING, "a new consent is computed anew by itself"
    assert run_now(round).cleared == 300
    assert balances(made) == [100, 100, 100]


def test_a_party_in_insolvency_is_neither_asked_nor_cleared():
    made = ring(100, 100, 100)
    bankrupt = made.sides[1].cooperative
    round = opened(made)
    consented(round, *made.sides)
    round = computed(round, made.person)
    actions.say_insolvent(
        actor=made.person, cooperative=bankrupt, insolvent=True, since=today(), source="Putusan 1/2026"
    )
    with pytest.raises(ComputedAgain):
        actions.post(actor=made.person, round=round)
    assert run_now(round).cleared == 0
    later = opened(made)
    assert bankrupt.pk not in set(later.consents.values_list("cooperative", flat=True))
    actions.say_insolvent(
        actor=made.person, cooperative=bankrupt, insolvent=False, since=today(), source="Dicabut"
    )
    assert opened(made).consents.count() == 3
    assert Insolvency.objects.count() == 2


def test_debts_disputed_reported_as_paid_or_outside_the_territory_are_not_touched():
    made = ring(100, 100, 100)
    money.dispute(actor=made.sides[0].ketua, obligation=made.debts[0], version=0, reason="Salah")
    money.report(actor=made.sides[1].ketua, obligation=made.debts[1], version=0, paid=money.Paid(40, today()))
    assert ready(made).cleared == 0
    debt = Obligation.objects.get(pk=made.debts[0].pk)
    money.uphold(actor=made.sides[0].ketua, obligation=debt, version=debt.version)
    round = ready(made)
    assert round.cleared == 180, "the 40 that a payment waits to cover are not offered"
    elsewhere = ring(7, 7, region=GIANYAR)
    local = opened(made, coordinator(GARUT[:2]), GARUT[:2])
    assert local.consents.count() == 3
    assert not local.consents.filter(cooperative=elsewhere.sides[0].cooperative).exists()
    with pytest.raises(NotAllowed, match="wilayah"):
        opened(made, coordinator("51"), "32")


def test_the_reversal_is_a_counter_entry_and_everything_is_owed_again():
    made = ring(100, 100, 180)
    before = net_positions()
    round = ready(made)
    actions.post(actor=made.person, round=round)
    agreement = Agreement.objects.get()
    with pytest.raises(NotAllowed, match="alasan"):
        actions.reverse(actor=made.person, round=round, reason=" ")
    round = actions.reverse(actor=made.person, round=round, reason="Salah wilayah")
    assert (round.state, round.counter.kind) == (Is.REVERSED, SetOff.Kind.REVERSAL)
    assert balances(made) == [100, 100, 180]
    assert net_positions() == before
    assert list(Entry.objects.filter(kind="temu").values_list("amount", flat=True).order_by("pk")) == [
        *(-100, -100, -100),
        *(100, 100, 100),
    ]
    the_ledger_balances()
    with pytest.raises(NotAllowed):
        actions.reverse(actor=made.person, round=round, reason="Lagi")
    paid(made.sides[0], made.sides[1], made.debts[0])
    the_ledger_balances()
    assert agreement.state == Agreement.objects.get().state


def test_an_agreement_of_which_nothing_is_owed_any_more_ends_and_opens_again_with_the_reversal():
    made = ring(100, 100, 100)
    orders = Agreement.objects.get().commitments
    assert not orders.filter(state="terbuka").exists()
    round = actions.post(actor=made.person, round=ready(made))
    assert Agreement.objects.get().state == Agreement.State.COMPLETED
    actions.reverse(actor=made.person, round=round, reason="Salah wilayah")
    assert Agreement.objects.get().state == Agreement.State.IN_FORCE
    for number, debt in enumerate(made.debts):
        paid(made.sides[number], made.sides[(number + 1) % 3], debt)
    assert Agreement.objects.get().state == Agreement.State.COMPLETED


def test_steps_are_refused_to_those_they_are_not_for():
    made = ring(100, 100, 100)
    round, stranger = opened(made), side(GARUT)
    other = coordinator("51")
    consent = consent_of(round, made.sides[0])
    for act in (
        lambda: actions.give(actor=made.sides[0].pengurus, consent=consent),
        lambda: actions.give(actor=stranger.ketua, consent=consent),
        lambda: actions.compute(actor=other, round=round),
        lambda: actions.cancel(actor=other, round=round, reason="x"),
        lambda: actions.post(actor=made.person, round=round),
        lambda: actions.say_insolvent(
            actor=other, cooperative=made.sides[0].cooperative, insolvent=True, since=today(), source="x"
        ),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(ChangedMeanwhile):
        actions.compute(actor=made.person, round=round, version=99)
    ClearingRound.objects.update(consent_until=today() - timedelta(days=1))
    with pytest.raises(NotAllowed, match="Batas waktu"):
        actions.give(actor=made.sides[0].ketua, consent=consent)
    actions.cancel(actor=made.person, round=round, reason="Tidak jadi")
    with pytest.raises(NotAllowed):
        actions.revoke(actor=made.sides[0].ketua, consent=consent)
    assert Consent.objects.get(pk=consent.pk).state == Consent.State.ASKED


def test_the_files_verify_and_the_statement_says_every_debt_before_and_after(tmp_path):
    made = ring(100, 250, 180)
    round = ready(made)
    with zipfile.ZipFile(io.BytesIO(round.archive.read_bytes())) as archive:
        archive.extractall(tmp_path)
    assert verify_clearing(
        read_obligations(tmp_path / "obligations.csv"), read_clearing(tmp_path / "clearing")
    )
    actions.post(actor=made.person, round=round)
    consent = consent_of(round, made.sides[1])
    told = statement_of(consent)
    assert [(row.owes, row.planned.before, row.planned.amount, row.planned.after) for row in told.rows] == [
        (True, 250, 100, 150),
        (False, 100, 100, 0),
    ]
    sheet = pl.read_excel(statement_workbook(told), columns=["Sebelum", "Diperjumpakan", "Sesudah"])
    assert sheet.rows() == [(250, 100, 150), (100, 100, 0), (250, 100, 150), (100, 100, 0)]
    document = statement_paper(consent, str)
    assert statement_paper(consent, str) == document
    if shutil.which("pdftotext"):
        path = tmp_path / "kertas.pdf"
        path.write_bytes(document.file.read())
        told = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
        for words in (made.debts[1].reference, "Rp250", "Rp150", "Utang kami", "Piutang kami"):
            assert words in told.stdout
