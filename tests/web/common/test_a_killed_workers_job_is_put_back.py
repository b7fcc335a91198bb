"""A job in the hand of a worker that is gone is put back; one that brings its workers down is given up."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jejaring.web.common.in_hand import keep_to_ours, taken_over
from jejaring.web.common.jobs import (
    BEAT,
    FORGOTTEN,
    MOST_AGAIN,
    MOST_TRIES,
    SILENT,
    Watch,
    beat,
    forget_done,
    leave,
    put_back,
    this_machine,
)
from jejaring.web.common.models import WorkerBeat
from jejaring.web.rounds.tasks import settle_round

pytestmark = pytest.mark.django_db
GONE = 2**22 + 1
"""No process of this machine has this number."""
JUMPS = [timedelta(days=400), timedelta(hours=-7), timedelta(seconds=2 * SILENT)]


class Steady:
    """A clock that stands still until it is told."""

    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Steady()


@pytest.fixture
def watch(clock):
    return Watch(clock)


@pytest.fixture
def job(db):
    settle_round.enqueue(1)
    return DBTaskResult.objects.get()


def in_hand(job, worker, times=1):
    job.worker_ids = [*["other"] * (times - 1)]
    job.claim(worker)
    beat(worker)


def state(job):
    return DBTaskResult.objects.get(pk=job.pk).status


def looked(watch, clock, seconds, *, heard=()):
    """Put back every few seconds, while these workers go on saying that they are there."""
    count = 0
    for _ in range(int(seconds / BEAT)):
        clock.now += BEAT
        for worker in heard:
            beat(worker)
        count += put_back(watch)
    return count


def test_a_worker_that_is_there_keeps_its_job(job, watch, clock):
    in_hand(job, "a")
    assert looked(watch, clock, 5 * SILENT, heard=["a"]) == 0
    assert state(job) == "RUNNING"


def test_one_whose_process_is_gone_from_this_machine_does_not(job, watch):
    in_hand(job, "a")
    WorkerBeat.objects.update(process=GONE)
    assert put_back(watch) == 1
    assert state(job) == "READY"


def test_one_on_another_machine_is_waited_for(job, watch, clock):
    in_hand(job, "a")
    WorkerBeat.objects.update(host="elsewhere", process=GONE)
    assert looked(watch, clock, SILENT) == 0
    assert looked(watch, clock, 2 * BEAT) == 1
    assert state(job) == "READY"
    assert looked(watch, clock, FORGOTTEN + 2 * BEAT) == 0
    assert not WorkerBeat.objects.exists()


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_a_clock_that_jumps_makes_nobody_look_gone(job, watch, clock, monkeypatch, jump):
    """On the machine that looks, on the one that is looked at, or on both one after the other."""
    real = timezone.now
    in_hand(job, "a")
    WorkerBeat.objects.update(host="elsewhere")
    for mine, theirs in ((jump, timedelta()), (timedelta(), jump), (jump, jump), (-jump, timedelta())):
        for _ in range(10):
            monkeypatch.setattr(timezone, "now", lambda moved=theirs: real() + moved)
            beat("a")
            WorkerBeat.objects.update(host="elsewhere")
            monkeypatch.setattr(timezone, "now", lambda moved=mine: real() + moved)
            clock.now += BEAT
            assert put_back(watch) == 0
    assert state(job) == "RUNNING"


def test_a_database_that_was_away_makes_nobody_look_gone(job, watch, clock):
    in_hand(job, "a")
    WorkerBeat.objects.update(host="elsewhere")
    put_back(watch)
    clock.now += 600
    assert put_back(watch) == 0


def test_who_was_thought_gone_knows_it(job, watch):
    in_hand(job, "a")
    assert not taken_over("a")
    WorkerBeat.objects.update(process=GONE)
    put_back(watch)
    assert taken_over("a")
    job.refresh_from_db()
    job.claim("b")
    assert taken_over("a")
    assert not taken_over("b")


def test_who_was_thought_gone_writes_down_nothing_of_what_is_anothers(job, watch, monkeypatch):
    for name in ("set_successful", "set_failed"):
        monkeypatch.setattr(DBTaskResult, name, getattr(DBTaskResult, name))  # put back afterwards
    keep_to_ours()
    in_hand(job, "a")
    theirs = DBTaskResult.objects.get()
    theirs.claim("b")
    job.set_successful(None)
    job.set_failed(ValueError())
    assert state(job) == "RUNNING"
    theirs.set_successful(None)
    assert state(job) == "SUCCESSFUL"


def test_however_often_machines_die_a_job_is_tried_again(job, watch):
    for times in range(1, 3 * MOST_TRIES):
        in_hand(job, f"w{times}", times)
        WorkerBeat.objects.update(process=GONE)
        put_back(watch)
        assert state(job) == "READY"


def test_what_brings_down_its_process_again_and_again_is_given_up(job, watch):
    in_hand(job, "a", MOST_TRIES - 1)
    leave("a", True, watch)
    assert state(job) == "READY"
    in_hand(job, "b", MOST_TRIES)
    leave("b", True, watch)
    assert state(job) == "FAILED"


@pytest.mark.parametrize(
    ("fault", "tries", "after"),
    [
        ("django.db.utils.OperationalError", 1, "READY"),
        ("builtins.OSError", 3, "READY"),
        ("builtins.ConnectionRefusedError", MOST_AGAIN - 1, "READY"),
        ("django.db.utils.OperationalError", MOST_AGAIN, "FAILED"),
        ("builtins.ValueError", 1, "FAILED"),
        ("jejaring.no.such.Fault", 1, "FAILED"),
        ("", 1, "FAILED"),
    ],
)
def test_what_failed_by_a_passing_fault_is_tried_again_later(job, watch, fault, tries, after):
    in_hand(job, "a", tries)
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now(), exception_class_path=fault)
    assert put_back(watch) == (after == "READY")
    assert state(job) == after
    if after == "READY":
        wait = DBTaskResult.objects.get().run_after - timezone.now()
        assert timedelta() < wait <= timedelta(minutes=10)
        assert not DBTaskResult.objects.ready().exists()


def test_jobs_done_long_ago_are_forgotten(job):
    in_hand(job, "a")
    job.set_successful(None)
    assert forget_done(today=timezone.localdate()) == 0
    assert forget_done(today=timezone.localdate() + timedelta(days=40)) == 1


def test_here_is_this_process():
    beat("a")
    known = WorkerBeat.objects.get()
    assert (known.host, known.process) == (this_machine(), os.getpid())
    assert timezone.now() - known.at < timedelta(minutes=1)
