"""`jejaring-site daily`: what the passing of days brings with it. Safe to run as often as one likes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from jejaring.web.trade.actions import expire_overdue


class Command(BaseCommand):
    """Closes proposals that nobody has answered in time."""

    help = "Tutup usulan yang lewat batas waktunya."

    def handle(self, *args: Any, **options: Any) -> None:
        """Close them, and say how many."""
        closed = expire_overdue(today=timezone.localdate())
        if closed:
            self.stdout.write(f"{closed} usulan lewat batas waktunya.")
