"""`jejaring-site keluarkan`: sign somebody out everywhere, as when a phone was lost; revoke their tokens."""

from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction

from jejaring.web.accounts.devices import end_sessions
from jejaring.web.api.actions.tokens import revoke_all
from jejaring.web.common.command import SiteCommand
from jejaring.web.privacy.found import person_called


class Command(SiteCommand):
    """Ends all sessions and tokens of one account."""

    help = "Keluarkan satu akun dari semua perangkat, dan cabut semua tokennya."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom."""
        parser.add_argument("siapa", help="alamat surel, nomor HP, atau nomor akun")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sign out."""
        person = person_called(options["siapa"])
        with transaction.atomic():
            sessions = end_sessions(person, actor=None)
            tokens = revoke_all(person, actor=None)
        self.stdout.write(f"Akun {person.pk}: {sessions} perangkat dikeluarkan, {tokens} token dicabut.")
