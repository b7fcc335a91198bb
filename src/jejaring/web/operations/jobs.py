"""Writes down when a job was asked for, by which request, when it began and how it ended."""

import logging
import time
from typing import Any

from django_tasks import TaskResult, TaskResultStatus
from django_tasks.signals import task_enqueued, task_finished, task_started

from jejaring.web.common import correlation
from jejaring.web.operations.logs import JOBS

LOG = logging.getLogger(JOBS)
began = 0.0
"""When this process's job did; a worker's process does one at a time."""


def listen() -> None:
    """From now on."""
    task_enqueued.connect(_asked_for)
    task_started.connect(_started)
    task_finished.connect(_ended)


def _asked_for(task_result: TaskResult, **_more: Any) -> None:
    LOG.info("job %s asked for", task_result.task.name, extra={"job": str(task_result.id)})


def _started(task_result: TaskResult, **_more: Any) -> None:
    global began
    began = time.perf_counter()
    correlation.begin(f"job-{task_result.id}")
    LOG.info("job %s began", task_result.task.name, extra=_said(task_result))


def _ended(task_result: TaskResult, **_more: Any) -> None:
    said = _said(task_result) | {"seconds": round(time.perf_counter() - began, 3)}
    if task_result.status == TaskResultStatus.FAILED:
        told = task_result.errors[0].traceback if task_result.errors else ""
        LOG.error("job %s failed\n%s", task_result.task.name, told, extra=said)
    else:
        LOG.info("job %s ended", task_result.task.name, extra=said)
    correlation.begin("")


def _said(result: TaskResult) -> dict[str, Any]:
    return {"job": str(result.id), "try": len(result.worker_ids), "status": result.status.lower()}
