"""Machines with a site of their own, or with nothing yet: a database and a folder, used one at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connections
from django.test import override_settings
from tests.web.prepared import FILE, ON_POSTGRES


@dataclass(frozen=True)
class Machine:
    """Its data folder, and on PostgreSQL the name of its database."""

    folder: Path
    database: str

    @contextmanager
    def used(self) -> Iterator[None]:
        """What is done meanwhile is done there."""
        ours = connections["default"]
        theirs = ours.copy()
        theirs.settings_dict["NAME"] = self.database if ON_POSTGRES else str(self.folder / FILE)
        connections["default"] = theirs
        try:
            with override_settings(MEDIA_ROOT=self.folder / "media", PLANS_ROOT=self.folder / "plans"):
                yield
        finally:
            theirs.close()
            connections["default"] = ours
