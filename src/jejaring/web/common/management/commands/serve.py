"""`jejaring-site serve`: the site on this machine, and the worker for its longer jobs, until Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser

from jejaring.web.common.address import free_address
from jejaring.web.common.command import SiteCommand

PATIENCE = 10
"""Seconds that a process is given to end by itself."""
BETWEEN_DAILIES = 4 * 3600
"""Seconds from one run of `jejaring-site daily` to the next."""
SITE = (sys.executable, "-m", "jejaring.web")


class Command(SiteCommand):
    """Prepares the site, then looks after gunicorn and the worker: when one ends, both do."""

    help = "Jalankan situs di mesin ini."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen."""
        parser.add_argument("--address", default="127.0.0.1:8000")
        parser.add_argument("--processes", type=int, default=1)
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until told to stop."""
        call_command("prepare", verbosity=0)
        try:
            address = free_address(options["address"])
        except (ValueError, OverflowError) as error:
            raise CommandError(str(error)) from None
        if address != options["address"]:
            self.stdout.write(f"{options['address']} sedang dipakai, jadi memakai yang berikut:")
        options["address"] = address
        os.environ.setdefault("JEJARING_ADDRESS", f"http://{address}")  # where links in e-mail lead
        self.stdout.write(f"Jejaring: http://{address}/  (Ctrl-C untuk berhenti)")
        self.stdout.flush()
        signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
        running: list[subprocess.Popen] = []
        try:
            running = [_started(_gunicorn(options)), _started(_worker())]
            due = 0.0
            while all(each.poll() is None for each in running):
                if time.monotonic() >= due:
                    _started([*SITE, "daily"]).wait()
                    due = time.monotonic() + BETWEEN_DAILIES
                signal.sigtimedwait([signal.SIGCHLD], 1)
        except KeyboardInterrupt:
            self.stdout.write("")
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):  # a second Ctrl-C leaves none behind
                signal.signal(number, signal.SIG_IGN)
            for each in running:
                each.terminate()
            for each in running:
                _ended(each)


def _gunicorn(options: dict[str, Any]) -> list[str]:
    return [
        str(Path(sys.executable).with_name("gunicorn")),
        "jejaring.web.wsgi",
        "--config=python:jejaring.web.server",
        f"--bind={options['address']}",
        f"--workers={options['processes']}",
        f"--threads={options['threads']}",
        "--log-level=warning",
        "--timeout=60",
    ]


def _worker() -> list[str]:
    return [*SITE, "worker"]


def _started(command: list[str]) -> subprocess.Popen:
    """In a session of its own, so that Ctrl-C reaches us alone and each is told once."""
    return subprocess.Popen(command, start_new_session=True)


def _ended(process: subprocess.Popen) -> None:
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
