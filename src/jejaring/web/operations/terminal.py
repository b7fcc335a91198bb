"""How commands speak to whoever runs the site: in the language of the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError
from django.utils import translation

from jejaring.language import language_of_environment
from jejaring.web.common.command import SiteCommand
from jejaring.web.operations.backup import BackupFault


class SpokenCommand(SiteCommand):
    """A command in the terminal's language; what it cannot do is told without a traceback, with status 2."""

    def told(self, words: str) -> None:
        """Progress, at once."""
        self.stderr.write(words)
        self.stderr.flush()

    def execute(self, *args: Any, **options: Any) -> Any:
        """Do it in that language."""
        with translation.override(language_of_environment()), _told():
            return super().execute(*args, **options)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BackupFault as fault:
        raise CommandError(str(fault), returncode=2) from None
