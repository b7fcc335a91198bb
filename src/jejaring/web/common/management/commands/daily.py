"""`jejaring-site daily`: what the passing of days brings with it. Safe to run as often as one likes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.module_loading import import_string

from jejaring.web.common.command import SiteCommand
from jejaring.web.operations.clock import is_off, seconds_off

DUTIES = (
    ("jejaring.web.trade.actions.expire_overdue", "{} usulan lewat batas waktunya."),
    ("jejaring.web.accounts.reading.forget_readings", "{} catatan lama tentang siapa membaca dihapus."),
    ("jejaring.web.api.actions.tokens.forget", "{} jawaban API lama dihapus."),
    ("jejaring.web.common.jobs.forget_done", "{} pekerjaan lama dihapus."),
    ("jejaring.web.rounds.actions.freeze_due", "{} putaran berhenti mengumpulkan."),
    ("jejaring.web.rounds.actions.settle_due", "{} putaran lewat batas waktu jawabannya."),
    ("jejaring.web.national.actions.release_due", "{} terbitan angka nasional dibuat."),
    ("jejaring.web.national.actions.picture_due", "{} putaran digambarkan antarprovinsi."),
)
"""Functions of (today), each with what is said of the number it gives back."""


class Command(SiteCommand):
    """Closes what nobody has answered in time, and moves rounds on."""

    help = "Kerjakan yang dibawa pergantian hari: usulan dan putaran yang lewat batas waktunya."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do each duty, and say what was done.

        Raises
        ------
        CommandError
            With a clock that differs from the database's: by a wrong day rounds would end too early.
        """
        if is_off():
            raise CommandError(
                f"Jam mesin ini berbeda {seconds_off():.0f} detik dari jam basis data; betulkan dahulu. "
                "Tidak ada yang dikerjakan."
            )
        for name, words in DUTIES:
            act: Callable[..., int] = import_string(name)
            today: date = timezone.localdate()
            count = act(today=today)
            if count:
                self.stdout.write(words.format(count))
