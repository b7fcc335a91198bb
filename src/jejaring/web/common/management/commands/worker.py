"""`jejaring-site worker`: work off background jobs, until told to stop.

A process of its own does the jobs; this one looks after it, says that it is there even while a job keeps it
busy for minutes, puts back what killed workers had in hand, and starts another when it is killed.
"""

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections

from jejaring.web.common.command import SiteCommand
from jejaring.web.common.in_hand import keep_to_ours, taken_over
from jejaring.web.common.jobs import BEAT, Watch, beat, leave, put_back

PATIENCE = 6.0
"""Seconds that the job in hand is given to end when the worker is told to stop; it is begun anew later."""
LOOKS = 0.5
"""Seconds between two looks whether the one looked after, or looked after by, is still there."""


class Command(SiteCommand):
    """One worker."""

    help = "Kerjakan pekerjaan latar belakang."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only said by the worker itself, to the process that does its jobs."""
        parser.add_argument("--under", type=int, help="process that looks after this one")
        parser.add_argument("--worker-id", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the jobs, or look after who does."""
        if options["under"]:
            threading.Thread(target=_end_with, args=[options["under"]], daemon=True).start()
            keep_to_ours()
            call_command("db_worker", worker_id=options["worker_id"], startup_delay=False, verbosity=0)
            return
        self.stopping, self.watch = False, Watch()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        while not self.stopping:
            self._look_after(secrets.token_hex(16))

    def _stop(self, _number: int, _frame: Any) -> None:
        self.stopping = True

    def _look_after(self, worker: str) -> None:
        """From the start of a process that does jobs to its end."""
        while not _said(beat, worker):  # whoever takes a job is known to be there
            if self.stopping:
                return
            time.sleep(LOOKS)
        heard = time.monotonic()
        command = [sys.executable, "-m", "jejaring.web", "worker", f"--under={os.getpid()}"]
        child = subprocess.Popen([*command, f"--worker-id={worker}"], start_new_session=True)
        due = 0.0
        while child.poll() is None and not self.stopping:
            if time.monotonic() >= due:
                in_time = time.monotonic() - heard <= 3 * BEAT
                if _said(beat, worker) and (in_time or _said(_fence, worker, child)):
                    heard = time.monotonic()
                _said(put_back, self.watch)
                due = time.monotonic() + BEAT
            time.sleep(LOOKS)
        if child.poll() is None:
            child.terminate()
            try:
                child.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        _said(leave, worker, not self.stopping, self.watch)


def _fence(worker: str, child: subprocess.Popen) -> None:
    """After a silence: what was given to another meanwhile is not done here as well."""
    if taken_over(worker):
        child.kill()
        child.wait()


def _said(act: Any, *arguments: Any) -> bool:
    """Whether it was; a database that is busy or away for a moment is asked again at the next beat."""
    close_old_connections()
    try:
        act(*arguments)
    except (OperationalError, InterfaceError) as fault:
        sys.stderr.write(f"worker: {fault}\n")
        return False
    return True


def _end_with(parent: int) -> None:
    """End at once when the process that looks after this one is gone: another does its jobs then."""
    while os.getppid() == parent:
        time.sleep(LOOKS)
    os._exit(1)
