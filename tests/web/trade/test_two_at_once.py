"""People at the same moment, each on a connection of their own.

SQLite's test database lives in memory, where connections cannot wait for each other: PostgreSQL shows it.
"""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from jejaring.web.trade import actions
from jejaring.web.trade.actions import ChangedMeanwhile
from jejaring.web.trade.models import Proposal, Stamp
from jejaring.web.trade.submissions import once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="the test database is in memory"),
]
AT_ONCE = 4


def together(do):
    """What `do` gives when several threads call it at the same moment."""
    barrier = Barrier(AT_ONCE)

    def run(number):
        barrier.wait(timeout=20)
        try:
            return do(number)
        except ChangedMeanwhile:
            return "changed"
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(run, range(AT_ONCE)))


def test_a_proposal_is_accepted_once(proposal):
    sent = proposal()
    answers = together(lambda _: actions.accept(actor=sent.buyer, proposal=sent, version=1).state)
    assert sorted(answers) == ["changed"] * (AT_ONCE - 1) + [Proposal.State.ACCEPTED]
    assert sent.steps.count() == 2


def test_a_listing_that_all_change_at_once_is_changed_by_the_first(person, cooperative, listing):
    owner = cooperative()
    officer, one = person(owner), listing(owner)
    answers = together(
        lambda number: actions.change_listing(
            actor=officer, listing=one, version=one.version, price=Decimal(8000 + number)
        ).price.to_integral()
    )
    one.refresh_from_db()
    assert sorted(map(str, answers)) == sorted([str(int(one.price)), *["changed"] * (AT_ONCE - 1)])
    assert one.version == 2


def test_a_form_is_carried_out_once(person, cooperative, listing):
    owner = cooperative()
    officer = person(owner)
    made = []

    def do():
        made.append(listing(owner).pk)
        return f"/pasar/{made[-1]}/"

    answers = together(lambda _: once(officer, "sekali", do))
    assert len(set(answers)) == 1
    assert owner.listings.count() == 1


def test_changes_of_one_thing_are_numbered_without_gaps(cooperative, listing):
    owner = cooperative()
    together(lambda _: listing(owner).pk)
    assert sorted(owner.listings.values_list("stamp", flat=True)) == [1, 2, 3, 4]
    assert Stamp.objects.get(pk="offers:gkg").number == AT_ONCE
