"""`jejaring-site hapus`: erase a person at their request, when they cannot sign in to do so themselves."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from jejaring.web.common.command import SiteCommand
from jejaring.web.cooperatives.refusal import Refused
from jejaring.web.privacy.actions import erase
from jejaring.web.privacy.found import person_called


class Command(SiteCommand):
    """Erases one account."""

    help = "Hapus satu akun atas permintaan orangnya; yang ditandatanganinya tetap berlaku tanpa nama."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom."""
        parser.add_argument("siapa", help="alamat surel, nomor HP, atau nomor akun")
        parser.add_argument(
            "--juga-ketua-terakhir", action="store_true", help="walau koperasinya tanpa ketua lagi"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase."""
        person = person_called(options["siapa"])
        try:
            erase(person, actor=None, also_the_last_chair=options["juga_ketua_terakhir"])
        except Refused as refused:
            raise CommandError(f"{refused} (atau --juga-ketua-terakhir)") from None
        self.stdout.write(
            f"Akun {person.pk} dihapus. Catat nomor itu: sesudah memulihkan cadangan lama, hapus lagi."
        )
