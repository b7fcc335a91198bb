"""Figures of the whole site, the same whichever process is asked: jobs, workers, database, disk, clocks."""

import shutil
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Min
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from jejaring import __version__
from jejaring.web.common.models import WorkerBeat
from jejaring.web.operations.clock import seconds_off
from jejaring.web.operations.health import faults_of_database


class SiteCollector(Collector):
    """Asks the database when it is asked itself; when there is none it says so and no more."""

    def collect(self) -> Iterator[Metric]:
        """Every figure."""
        version = GaugeMetricFamily("jejaring_version", "Version that answers", labels=["version"])
        version.add_metric([__version__], 1)
        yield version
        free = shutil.disk_usage(settings.DATA).free
        yield GaugeMetricFamily("jejaring_disk_free_bytes", "Free space of the data folder", value=free)
        there = not faults_of_database()
        yield GaugeMetricFamily("jejaring_database_up", "1: the database answers", value=there)
        if there:
            try:
                yield from _of_database()
            except DatabaseError:
                return


def _of_database() -> Iterator[Metric]:
    now = timezone.now()
    yield GaugeMetricFamily(
        "jejaring_clock_off_seconds", "This machine's clock less the database's", value=seconds_off()
    )
    jobs = GaugeMetricFamily("jejaring_jobs", "Background jobs", labels=["task", "status"])
    for path, status, count in (
        DBTaskResult.objects.order_by().values_list("task_path", "status").annotate(Count("pk"))
    ):
        jobs.add_metric([path.rpartition(".")[2], status.lower()], count)
    yield jobs
    ready = DBTaskResult.objects.ready().aggregate(oldest=Min("enqueued_at"))["oldest"]
    waited = max((now - ready).total_seconds(), 0.0) if ready else 0.0
    yield GaugeMetricFamily("jejaring_job_waits_seconds", "How long the oldest ready job waits", value=waited)
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).aggregate(oldest=Min("started_at"))
    runs = max((now - running["oldest"]).total_seconds(), 0.0) if running["oldest"] else 0.0
    yield GaugeMetricFamily("jejaring_job_runs_seconds", "How long the oldest running job runs", value=runs)
    workers = GaugeMetricFamily(
        "jejaring_worker_silent_seconds", "Since a worker was last heard", labels=["host", "worker"]
    )
    for beat in WorkerBeat.objects.all():
        workers.add_metric([beat.host, beat.worker[:8]], max((now - beat.at).total_seconds(), 0.0))
    yield workers
