"""Whose job it is: one given to another, because its worker was thought gone, is that other's alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def taken_over(worker: str) -> bool:
    """Whether another has, or may take, what the worker has in hand."""
    waiting = DBTaskResult.objects.filter(status__in=(TaskResultStatus.RUNNING, TaskResultStatus.READY))
    return any(
        worker in job.worker_ids and (job.worker_ids[-1] != worker or job.status == TaskResultStatus.READY)
        for job in waiting.exclude(worker_ids=[])
    )


def keep_to_ours() -> None:
    """In a process that does jobs: how one ended is written down only by who still has it in hand.

    Else a worker that wakes up late could call done what it had to leave, while the other is still at it; and
    nobody would begin it anew if that other died.
    """
    for name in ("set_successful", "set_failed"):
        setattr(DBTaskResult, name, _if_ours(getattr(DBTaskResult, name)))


def _if_ours(write: Callable[..., None]) -> Callable[..., None]:
    @wraps(write)
    def written(job: DBTaskResult, *how: Any) -> None:
        with transaction.atomic():
            now = DBTaskResult.objects.select_for_update().filter(pk=job.pk).first()
            if now and now.status == TaskResultStatus.RUNNING and now.worker_ids == job.worker_ids:
                write(job, *how)

    return written
