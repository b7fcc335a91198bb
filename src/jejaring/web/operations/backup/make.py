"""Make a backup: the database of one moment, then the files, since a file is there before its row is."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring import __version__
from jejaring.web.operations.backup.engine import engine_of_site
from jejaring.web.operations.backup.faults import BackupFault
from jejaring.web.operations.backup.files import files_of_site, named_in
from jejaring.web.operations.backup.manifest import DATABASE, NAME, Manifest, Member

STORED = {".jpg", ".jpeg", ".png", ".webp", ".pdf", ".zip", ".gz", ".xlsx", ".parquet"}
"""Kinds of file that do not become smaller."""
CHUNK = 1 << 20
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """Where the backup is, and what it says of itself."""

    path: Path
    manifest: Manifest


def make_backup(path: Path, *, tell: Tell = lambda _words: None) -> Made:
    """Write everything into one file, which appears whole or not at all.

    Raises
    ------
    BackupFault
        When the file is there already, or the disk or the database's programs refuse.
    """
    if path.exists():
        raise BackupFault(_("%(path)s sudah ada; pilih nama lain.") % {"path": path})
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("xb") as file:
            part.chmod(0o600)
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
                manifest = _written(archive, tell)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except FileExistsError:
        raise BackupFault(
            _(
                "%(path)s sudah ada: pencadangan lain sedang berjalan, atau terhenti; "
                "kalau terhenti, hapus berkas itu."
            )
            % {"path": part}
        ) from None
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise BackupFault(
            _("%(path)s tidak dapat ditulis: %(why)s") % {"path": path, "why": fault.strerror or fault}
        ) from fault
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return Made(path, manifest)


def _written(archive: zipfile.ZipFile, tell: Tell) -> Manifest:
    engine = engine_of_site()
    tell(_("Basis data ..."))
    with engine.snapshot() as snapshot:
        made = timezone.now().isoformat(timespec="seconds")
        with _member(
            archive, DATABASE, zipfile.ZIP_DEFLATED if engine.name == "sqlite" else zipfile.ZIP_STORED
        ) as out:
            snapshot.write(out)
        database = out.member
        tables = snapshot.tables()
        migrations = tuple(sorted(snapshot.rows("SELECT app, name FROM django_migrations")))
        named = named_in(snapshot)
    tell(
        _("%(tables)s tabel, %(rows)s baris. Berkas ...")
        % {"tables": len(tables), "rows": sum(each.rows for each in tables.values())}
    )
    files = {}
    for name, path in files_of_site():
        try:
            source = path.open("rb")
        except FileNotFoundError:
            continue  # taken away since it was listed
        with source, _member(archive, name, _compression(path)) as out:
            shutil.copyfileobj(source, out, CHUNK)
        files[name] = out.member
    manifest = Manifest(
        __version__, engine.name, made, migrations, database, tables, files, tuple(sorted(named - set(files)))
    )
    archive.writestr(NAME, manifest.text())
    return manifest


def _compression(path: Path) -> int:
    return zipfile.ZIP_STORED if path.suffix.lower() in STORED else zipfile.ZIP_DEFLATED


class _Counting:
    """Passes on what is written, and knows its size and hash."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out, self.digest, self.size = out, hashlib.sha256(), 0

    def write(self, part: Any) -> int:
        self.digest.update(part)
        self.size += len(part)
        return self.out.write(part)

    @property
    def member(self) -> Member:
        return Member(self.size, self.digest.hexdigest())


@contextmanager
def _member(archive: zipfile.ZipFile, name: str, compression: int) -> Any:
    about = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
    about.compress_type, about.external_attr = compression, 0o600 << 16
    with archive.open(about, "w", force_zip64=True) as out:
        yield _Counting(out)
