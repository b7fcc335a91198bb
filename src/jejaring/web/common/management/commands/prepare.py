"""`jejaring-site prepare`: bring database and files of a site to what this version needs. Safe to repeat."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from jejaring.web.operations.tables import one_at_a_time


class Command(BaseCommand):
    """Creates or moves on the tables, the cache and the static files."""

    help = "Siapkan basis data dan berkas situs untuk versi ini."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tables, cache, static files."""
        quiet = {"verbosity": 0}
        with one_at_a_time():
            call_command("migrate", interactive=False, **quiet)
            call_command("createcachetable", **quiet)
        call_command("collectstatic", interactive=False, **quiet)
