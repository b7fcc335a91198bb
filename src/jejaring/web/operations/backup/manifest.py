"""What a backup says of itself: which version made it, and the hash of everything in it."""

import json
import zipfile
from dataclasses import asdict, dataclass

from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from jejaring.web.operations.backup.faults import BackupFault

FORMAT = 1
NAME = "manifest.json"
DATABASE = "database"
"""The database's member of the archive."""
FEW = 3
"""So many names are told of many."""


@dataclass(frozen=True)
class Table:
    """Rows of a table, and the SHA-256 of all of them in the order of their keys."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Member:
    """Bytes of a file, and their SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """All of it."""

    version: str
    """Of Jejaring."""
    engine: str
    """`sqlite` or `postgresql`."""
    made: str
    """When the database was as it is here, ISO 8601."""
    migrations: tuple[tuple[str, str], ...]
    database: Member
    tables: dict[str, Table]
    files: dict[str, Member]
    """By name in the archive, such as `media/foto/2026/11/1.jpg`."""
    missing: tuple[str, ...]
    """Files that rows of the database name and that were not there."""

    def text(self) -> str:
        """As it stands in the archive."""
        return json.dumps({"format": FORMAT} | asdict(self), indent=1, sort_keys=True)


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """What the archive says of itself.

    Raises
    ------
    BackupFault
        When it is no backup, or one of a later form.
    """
    try:
        said = json.loads(archive.read(NAME))
        form = said.pop("format")
    except (KeyError, ValueError, AttributeError):
        raise BackupFault(
            _("Berkas ini bukan cadangan Jejaring: di dalamnya tidak ada manifest.json.")
        ) from None
    if form != FORMAT:
        raise BackupFault(
            _(
                "Cadangan ini berbentuk %(form)s, sedangkan versi ini mengenal bentuk %(known)s. "
                "Pasang versi %(version)s atau yang lebih baru."
            )
            % {"form": form, "known": FORMAT, "version": said.get("version", "?")}
        )
    return Manifest(
        version=said["version"],
        engine=said["engine"],
        made=said["made"],
        migrations=tuple((app, name) for app, name in said["migrations"]),
        database=Member(**said["database"]),
        tables={name: Table(**each) for name, each in said["tables"].items()},
        files={name: Member(**each) for name, each in said["files"].items()},
        missing=tuple(said["missing"]),
    )


def check_version(manifest: Manifest) -> None:
    """Whether this version knows every step that the backup's tables have gone through.

    Raises
    ------
    BackupFault
    """
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if unknown:
        raise BackupFault(
            _(
                "Cadangan ini dibuat oleh Jejaring %(version)s, yang lebih baru: versi ini tidak "
                "mengenal %(steps)s. Pasang versi itu dahulu."
            )
            % {"version": manifest.version, "steps": shortened(unknown)}
        )


def shortened(names: list[str]) -> str:
    """A few of the names, and how many more."""
    more = len(names) - FEW
    told = ", ".join(names[:FEW])
    return f"{told}, … +{more}" if more > 0 else told
