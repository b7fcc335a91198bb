"""Background jobs outlive their workers: what a killed worker had in hand is put back for another.

Every worker says every few seconds that it is there. A job whose worker has been silent for longer, or is
known on its own machine to be gone, is taken up anew: every task must be one that can be broken off anywhere
and begun again. It refuses to know what the jobs do.
"""

import os
import socket
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jejaring.web.common.models import WorkerBeat

BEAT = 2.0
"""Seconds between two signs of life."""
SILENT = timedelta(seconds=12)
"""Without a sign of life for so long a worker is gone."""
MOST_TRIES = 8
"""A job that was tried so often, and now has brought down the process that did it, is not tried again."""


def beat(worker: str) -> None:
    """Say that the worker is there."""
    here = {"at": timezone.now(), "host": socket.gethostname(), "process": os.getpid()}
    WorkerBeat.objects.update_or_create(pk=worker, defaults=here)


def leave(worker: str, crashed: bool) -> None:
    """Say that the worker is gone, and put back what it had in hand."""
    WorkerBeat.objects.filter(pk=worker).delete()
    put_back(crashed=worker if crashed else "")


def put_back(*, crashed: str = "") -> int:
    """Put the jobs of workers that are gone back into the queue; how many.

    `crashed`: a worker whose process was brought down while the one beside it, and so the machine, lived on.
    """
    now = timezone.now()
    there = {each.pk for each in WorkerBeat.objects.filter(at__gt=now - SILENT) if not _seen_gone(each)}
    count = 0
    for job in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__isnull=False):
        if not job.worker_ids or job.worker_ids[-1] in there:
            continue
        tried = job.worker_ids[-1] == crashed and len(job.worker_ids) >= MOST_TRIES
        status = TaskResultStatus.FAILED if tried else TaskResultStatus.READY
        mine = DBTaskResult.objects.filter(
            pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at
        )
        count += mine.update(status=status, finished_at=now if tried else None)
    with transaction.atomic():
        WorkerBeat.objects.filter(at__lt=now - 100 * SILENT).delete()
    return count


def _seen_gone(worker: WorkerBeat) -> bool:
    """Whether it was on this machine and its process is no more; another machine waits for its silence."""
    if worker.host != socket.gethostname():
        return False
    try:
        os.kill(worker.process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
