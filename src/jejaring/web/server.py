"""How gunicorn serves the site: every process reads code and shipped data before it takes its first request.

Not once before they part: what is read uses threads, which do not survive a fork.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from jejaring.web.operations.logs import logging_of

FIGURES = "PROMETHEUS_MULTIPROC_DIR"
"""Names the folder in which all processes count; made anew for each server unless one is given."""

worker_class = "jejaring.web.patient.PatientWorker"
control_socket_disable = True
limit_request_line = 8190
"""The most there is: of a line of 500 letters each may take twelve bytes in an address."""
logconfig_dict = logging_of(os.environ.get("JEJARING_LOG") or "text")


def on_starting(_server: Any) -> None:
    """Called by gunicorn before it starts its processes: figures begin at nothing."""
    given = os.environ.get(FIGURES)
    if given:
        shutil.rmtree(given, ignore_errors=True)
        Path(given).mkdir(parents=True)
    else:
        os.environ[FIGURES] = tempfile.mkdtemp(prefix="jejaring-figures-")


def child_exit(_server: Any, worker: Any) -> None:
    """Called when a process has ended: what it was doing is no longer being done."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)


def on_exit(_server: Any) -> None:
    """Called when all have."""
    shutil.rmtree(os.environ.get(FIGURES, ""), ignore_errors=True)


def post_worker_init(_worker: Any) -> None:
    """Called by gunicorn in each process that is about to serve."""
    from jejaring.web.common.ready import ready
    from jejaring.web.trade.warm import warm

    ready()
    warm()
