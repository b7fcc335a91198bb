"""What is counted, when it is released, and what waits."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests.web.agreements.world import GARUT, GIANYAR, promise, side
from tests.web.national.world import pairs, released

from jejaring.web.agreements import actions as agreed
from jejaring.web.agreements.models import Commitment
from jejaring.web.agreements.terms import Terms
from jejaring.web.common.models import AuditEntry
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.national.actions import release_due
from jejaring.web.national.models import Counted, Release
from jejaring.web.national.tables import releases, rows_by, total_of

pytestmark = pytest.mark.django_db


def total(of=None):
    every = releases() if of is None else [of]
    row = total_of(rows_by(2, every))
    return row.cooperatives, *row.figures.values()


def idle():
    """Ten that have not committed."""
    for number in range(10):
        Cooperative.objects.create(name=f"Koperasi {number}", region=GARUT, example=True)


def test_agreements_their_value_and_what_was_delivered_are_counted_once():
    made = pairs(6)
    outside = side(GARUT)
    Cooperative.objects.filter(pk=outside.cooperative.pk).update(outside=True)
    for one in made[:5]:
        order = one.commitments.get()
        Commitment.objects.filter(pk=order.pk).update(
            delivered=1, delivered_on=timezone.localdate(), state=Commitment.State.DONE
        )
    first = released()
    assert total(first) == (12, 12, 6, 6_000_015, 5)
    assert first.provinces == 2
    assert first.held == []
    assert [cell["regions"] for cell in first.cells] == [[GARUT], [GIANYAR]]
    assert AuditEntry.objects.filter(verb="national.released", actor=None).count() == 1


def test_what_changed_for_fewer_than_five_waits_and_is_then_counted_whole():
    idle()
    pairs(5)
    assert released().held == []
    pairs(2, value=7)
    second = released()
    assert second.held == ["committed", "agreements", "value"]
    assert total(second) == (24, None, None, None, 0)
    assert total() == (24, 10, 5, 5_000_010, 0)
    pairs(3, value=9)
    third = released()
    assert third.held == []
    assert total(third) == (30, 10, 5, 7 + 8 + 9 + 10 + 11, 0)
    assert total() == (30, 20, 10, 5_000_010 + 45, 0)


def test_amendments_and_agreements_not_signed_by_all_count_as_what_they_are():
    idle()
    made = pairs(5)
    one, two = side(GARUT), side(GIANYAR)
    line = promise(one, two, "kulit-tersamak", 1, 99, "m2")
    parties = [one.cooperative, two.cooperative]
    draft = agreed.draft(actor=None, title="Kulit", parties=parties, lines=[line], terms=Terms())
    draft = agreed.propose(actor=None, agreement=draft, version=draft.version)
    agreed.accept(actor=one.ketua, agreement=draft, version=draft.version)
    assert total(released()) == (22, 11, 5, 5_000_010, 0), "one has signed, nothing is agreed"
    Commitment.objects.filter(pk=made[0].commitments.get().pk).update(state=Commitment.State.CANCELLED)
    assert released().held == ["value"], "a single cancelled order is not told"


def test_examples_are_counted_only_where_nothing_else_is():
    pairs(5)
    only = released()
    assert only.example
    real = [Cooperative.objects.create(name=f"Koperasi {n}", region="32.05") for n in range(5)]
    assert release_due(today=timezone.localdate()) == 1, "at once, since nothing real was released before"
    assert not releases()[-1].example
    assert releases()[-1].since is None
    assert total() == (len(real), 0, 0, 0, 0)


def test_a_register_of_four_or_none_is_not_released():
    assert release_due(today=timezone.localdate()) == 0
    for number in range(4):
        Cooperative.objects.create(name=f"Koperasi {number}", region="32.05")
    assert release_due(today=timezone.localdate()) == 0
    Cooperative.objects.create(name="Koperasi lima", region="51.04")
    assert release_due(today=timezone.localdate()) == 1
    assert releases()[0].cells[0]["regions"] == ["32.05", "51.04"]


def test_one_release_a_quarter_however_often_the_day_passes():
    for number in range(5):
        Cooperative.objects.create(name=f"Koperasi {number}", region="32.05")
    begin = date(2026, 11, 29)
    days = [begin + timedelta(days=7 * week) for week in range(30)]
    made = [day for day in days for _twice in range(2) if release_due(today=day)]
    assert made == [begin, date(2027, 1, 3), date(2027, 4, 4)]
    assert [each.quarter for each in releases()] == ["2026-4", "2026-4", "2027-1"]
    assert releases()[1].since == begin


def test_the_daily_duty_releases(capsys):
    for number in range(5):
        Cooperative.objects.create(name=f"Koperasi {number}", region="32")
    call_command("daily")
    assert "1 terbitan angka nasional dibuat" in capsys.readouterr().out
    assert Release.objects.count() == 1


def test_another_process_was_first(monkeypatch):
    pairs(5)
    released()
    before = list(Counted.objects.order_by("pk").values())
    pairs(5)
    Release.objects.create(
        number=2, quarter="2026-4", on=date(2026, 1, 1), example=True, provinces=0, cells=[]
    )
    real = Release.objects.order_by
    monkeypatch.setattr("jejaring.web.national.actions.releasing._last", lambda: real("number").first())
    assert release_due(today=date(2027, 1, 1)) == 0
    assert list(Counted.objects.order_by("pk").values()) == before


def test_what_was_released_stays():
    pairs(5)
    made = released()
    for change in (made.save, made.delete):
        with pytest.raises(ValueError, match="only ever added to"):
            change()
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.filter(pk=made.pk).update(provinces=3)
