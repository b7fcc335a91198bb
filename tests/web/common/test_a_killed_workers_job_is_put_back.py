"""A job in the hand of a worker that is gone is put back; one that brings its workers down is given up."""

import os
import socket
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jejaring.web.common.jobs import MOST_TRIES, SILENT, beat, leave, put_back
from jejaring.web.common.models import WorkerBeat
from jejaring.web.rounds.tasks import settle_round

pytestmark = pytest.mark.django_db
GONE = 2**22 + 1
"""No process of this machine has this number."""


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


def test_a_worker_that_is_there_keeps_its_job(job):
    in_hand(job, "a")
    assert put_back() == 0
    assert state(job) == "RUNNING"


@pytest.mark.parametrize(
    "changes",
    [
        {"process": GONE},
        {"host": "elsewhere", "at": timezone.now() - 2 * SILENT},
        {"at": timezone.now() - 2 * SILENT},
    ],
    ids=["seen gone", "silent elsewhere", "silent here"],
)
def test_a_worker_that_is_gone_does_not(job, changes):
    in_hand(job, "a")
    WorkerBeat.objects.update(**changes)
    assert put_back() == 1
    assert state(job) == "READY"


def test_one_on_another_machine_is_waited_for(job):
    in_hand(job, "a")
    WorkerBeat.objects.update(host="elsewhere", process=GONE, at=timezone.now() - SILENT / 2)
    assert put_back() == 0


def test_however_often_machines_die_a_job_is_tried_again(job):
    for times in range(1, 3 * MOST_TRIES):
        in_hand(job, f"w{times}", times)
        WorkerBeat.objects.update(process=GONE)
        put_back()
        assert state(job) == "READY"


def test_what_brings_down_its_process_again_and_again_is_given_up(job):
    in_hand(job, "a", MOST_TRIES - 1)
    leave("a", crashed=True)
    assert state(job) == "READY"
    in_hand(job, "b", MOST_TRIES)
    leave("b", crashed=True)
    assert state(job) == "FAILED"


def test_here_is_this_process():
    beat("a")
    known = WorkerBeat.objects.get()
    assert (known.host, known.process) == (socket.gethostname(), os.getpid())
    assert timezone.now() - known.at < timedelta(minutes=1)
