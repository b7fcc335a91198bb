"""`jejaring-site serve`: the site on this machine, one process, until Ctrl-C."""

import os
import sys
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Prepares the site and hands over to gunicorn."""

    help = "Jalankan situs di mesin ini."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen."""
        parser.add_argument("--address", default="127.0.0.1:8000")
        parser.add_argument("--processes", type=int, default=1)
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *args: Any, **options: Any) -> None:
        """Become gunicorn, so that signals reach it directly."""
        call_command("prepare", verbosity=0)
        self.stdout.write(f"Jejaring: http://{options['address']}/  (Ctrl-C untuk berhenti)")
        self.stdout.flush()
        gunicorn = Path(sys.executable).with_name("gunicorn")
        os.execv(
            gunicorn,
            [
                str(gunicorn),
                "jejaring.web.wsgi",
                f"--bind={options['address']}",
                f"--workers={options['processes']}",
                f"--threads={options['threads']}",
                "--log-level=warning",
                "--timeout=60",
            ],
        )
