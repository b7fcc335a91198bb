"""Background jobs outlive their workers: what a killed worker had in hand is put back for another.

Every worker says every few seconds that it is there. A job whose worker has been silent for longer, or is
known on its own machine to be gone, is taken up anew: every task must be one that can be broken off anywhere
and begun again. A job that failed because the database was away, the disk full or another machine out of
reach is taken up again later. It refuses to know what the jobs do.

How long a worker has been silent each judges by its own steady clock, from when it last saw a new sign:
clocks that jump or differ between machines make nobody look gone, nor does a database that was away.
"""

import os
import socket
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jejaring.web.common.models import WorkerBeat

BEAT = 2.0
"""Seconds between two signs of life."""
SILENT = 12.0
"""Seconds without a new sign of life after which a worker is gone."""
FORGOTTEN = 10 * SILENT
"""Seconds after which its last sign is removed."""
MOST_TRIES = 8
"""A job that was tried so often, and now has brought down the process that did it, is not tried again."""
PASSING = (OperationalError, InterfaceError, OSError)
"""Faults of what is around a job: they pass."""
MOST_AGAIN = 30
"""A job that met such a fault is tried so often; the last ten minutes apart, so for more than three hours."""
LONGEST_WAIT = 600
"""Seconds."""

KEPT_DAYS = 30


class Watch:
    """Whose signs of life have stayed the same for how long, while this process looked."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.looked = clock()
        self.seen: dict[str, tuple[object, float]] = {}
        """The last sign, and how long it has been the same."""

    def look(self, beats: Iterable[WorkerBeat]) -> dict[str, float]:
        """Seconds that each has been silent. What passed while nobody could look counts for little."""
        now = self.clock()
        passed = min(now - self.looked, 2 * BEAT)
        self.looked = now
        known, self.seen = self.seen, {}
        for each in beats:
            sign, silent = known.get(each.pk, (None, 0.0))
            self.seen[each.pk] = (each.at, silent + passed if sign == each.at else 0.0)
        return {name: silent for name, (_sign, silent) in self.seen.items()}


def beat(worker: str) -> None:
    """Say that the worker is there."""
    here = {"at": timezone.now(), "host": this_machine(), "process": os.getpid()}
    WorkerBeat.objects.update_or_create(pk=worker, defaults=here)


def leave(worker: str, crashed: bool, watch: Watch) -> None:
    """Say that the worker is gone, and put back what it had in hand."""
    WorkerBeat.objects.filter(pk=worker).delete()
    put_back(watch, crashed=worker if crashed else "")


def put_back(watch: Watch, *, crashed: str = "") -> int:
    """Put the jobs of workers that are gone back into the queue; how many.

    `crashed`: a worker whose process was brought down while the one beside it, and so the machine, lived on.
    """
    beats = list(WorkerBeat.objects.all())
    silent = watch.look(beats)
    there = {each.pk for each in beats if silent[each.pk] < SILENT and not _seen_gone(each)}
    count = 0
    for job in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__isnull=False):
        if not job.worker_ids or job.worker_ids[-1] in there:
            continue
        tried = job.worker_ids[-1] == crashed and len(job.worker_ids) >= MOST_TRIES
        status = TaskResultStatus.FAILED if tried else TaskResultStatus.READY
        mine = DBTaskResult.objects.filter(
            pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at
        )
        count += mine.update(status=status, finished_at=timezone.now() if tried else None)
    WorkerBeat.objects.filter(
        pk__in=[name for name, seconds in silent.items() if seconds > FORGOTTEN]
    ).delete()
    return count + _try_again()


def _try_again() -> int:
    """Jobs that failed by a passing fault wait for their next try; how many."""
    count = 0
    for job in DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).exclude(exception_class_path=""):
        if len(job.worker_ids) < MOST_AGAIN and _passes(job.exception_class_path):
            wait = timedelta(seconds=min(2 ** len(job.worker_ids), LONGEST_WAIT))
            mine = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.FAILED)
            count += mine.update(
                status=TaskResultStatus.READY, finished_at=None, run_after=timezone.now() + wait
            )
    return count


def _passes(fault: str) -> bool:
    """Whether the class of this name is a passing fault's."""
    try:
        found = import_string(fault)
    except ImportError:
        return False
    return isinstance(found, type) and issubclass(found, PASSING)


def forget_done(*, today: date) -> int:
    """Remove what is left of jobs that have ended well a month ago; how many."""
    old = DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__date__lt=today - timedelta(days=KEPT_DAYS)
    )
    return old.delete()[0]


def this_machine() -> str:
    """A name under which process numbers mean the same: of one start of a machine, or of a container."""
    try:
        started = Path("/proc/sys/kernel/random/boot_id").read_text()[:8]
        return f"{socket.gethostname()} {started} {Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return socket.gethostname()


def _seen_gone(worker: WorkerBeat) -> bool:
    """Whether it was on this machine and its process is no more; another machine waits for its silence."""
    if worker.host != this_machine():
        return False
    try:
        os.kill(worker.process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
