"""The files of a site beside its database: what people sent, and the files of plans."""

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

from jejaring.web.operations.backup.engine import Snapshot

UNFINISHED = ".part"


def roots() -> dict[str, Path]:
    """Each folder under its name in the archive."""
    return {"media": Path(settings.MEDIA_ROOT), "plans": Path(settings.PLANS_ROOT)}


def files_of_site() -> Iterator[tuple[str, Path]]:
    """Every file, under its name in the archive; of those still being written none."""
    for name, root in roots().items():
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != UNFINISHED:
                yield f"{name}/{path.relative_to(root).as_posix()}", path


def named_in(snapshot: Snapshot) -> set[str]:
    """Files that the database speaks of, under their names in the archive."""
    named = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                column, table = field.column, model._meta.db_table
                rows = snapshot.rows(f'SELECT "{column}" FROM "{table}" WHERE "{column}" <> \'\'')
                named |= {f"media/{name}" for (name,) in rows}
    return named
