"""Make a site again of its backup, on a machine where there is nothing of it; or only check the backup.

Nothing is touched before the whole file has been read and every hash in it is right. Files go beside their
place first, the database is filled in one transaction, and what then stands in it is hashed anew.
"""

import hashlib
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from jejaring.web.operations.backup.engine import Engine, engine_of_site
from jejaring.web.operations.backup.faults import BackupFault
from jejaring.web.operations.backup.files import UNFINISHED, roots
from jejaring.web.operations.backup.manifest import (
    DATABASE,
    NAME,
    Manifest,
    Member,
    Table,
    check_version,
    read_manifest,
    shortened,
)

CHUNK = 1 << 20
Tell = Callable[[str], None]


def check_backup(path: Path) -> Manifest:
    """Read all of the file; what it says of itself.

    Raises
    ------
    BackupFault
        When it is no backup, or anything in it is not as it was written.
    """
    with _opened(path) as archive:
        manifest = read_manifest(archive)
        _check_members(archive, manifest)
    return manifest


def restore_backup(path: Path, *, tell: Tell = lambda _words: None) -> Manifest:
    """Make the site of this machine that of the backup.

    Raises
    ------
    BackupFault
        When the backup is damaged, of a later version or another kind of database, or the site is not empty.
    """
    engine = engine_of_site()
    with _opened(path) as archive:
        manifest = read_manifest(archive)
        check_version(manifest)
        _check_engine(manifest, engine)
        _check_empty(engine)
        tell(_("Cadangan %(made)s diperiksa ...") % {"made": manifest.made})
        _check_members(archive, manifest)
        try:
            tell(_("Berkas ..."))
            _extract(archive, manifest)
            tell(_("Basis data ..."))
            with archive.open(DATABASE) as source:
                found = engine.load(source)
            _check_tables(manifest, found)
            for name in roots():
                _beside(name).replace(roots()[name])
        except OSError as fault:
            raise BackupFault(_("Tidak dapat ditulis: %(why)s") % {"why": fault}) from fault
        finally:
            for name in roots():
                shutil.rmtree(_beside(name), ignore_errors=True)
    return manifest


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except FileNotFoundError:
        raise BackupFault(_("%(path)s tidak ada.") % {"path": path}) from None
    except (zipfile.BadZipFile, zlib.error, EOFError) as fault:
        raise BackupFault(
            _("%(path)s rusak atau terpotong (%(why)s). Ambil salinan lain dari cadangan ini.")
            % {"path": path, "why": fault}
        ) from None
    except IsADirectoryError:
        raise BackupFault(_("%(path)s adalah map, bukan berkas cadangan.") % {"path": path}) from None


def _check_members(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Nothing is missing, nothing was added, every hash is right, and no name leads out of its folder."""
    expected = manifest.files | {DATABASE: manifest.database}
    there = set(archive.namelist()) - {NAME}
    if missing := sorted(set(expected) - there):
        raise BackupFault(_("Cadangan tidak lengkap: %(names)s tidak ada.") % {"names": shortened(missing)})
    if added := sorted(there - set(expected)):
        raise BackupFault(_("Cadangan berisi yang bukan bagiannya: %(names)s.") % {"names": shortened(added)})
    for name, member in expected.items():
        place = PurePosixPath(name)
        if name != DATABASE and (place.parts[0] not in roots() or ".." in place.parts):
            raise BackupFault(_("Cadangan berisi yang bukan bagiannya: %(names)s.") % {"names": name})
        with archive.open(name) as source:
            if _member(source) != member:
                raise BackupFault(
                    _(
                        "Cadangan rusak: isi %(name)s tidak sama dengan ketika dicadangkan. "
                        "Ambil salinan lain."
                    )
                    % {"name": name}
                )


def _member(source: IO[bytes]) -> Member:
    digest, size = hashlib.sha256(), 0
    while part := source.read(CHUNK):
        digest.update(part)
        size += len(part)
    return Member(size, digest.hexdigest())


def _check_engine(manifest: Manifest, engine: Engine) -> None:
    if manifest.engine != engine.name:
        raise BackupFault(
            _("Cadangan ini dari %(theirs)s, sedangkan situs ini memakai %(ours)s: sesuaikan DATABASE_URL.")
            % {"theirs": manifest.engine, "ours": engine.name}
        )


def _check_empty(engine: Engine) -> None:
    if held := engine.held():
        raise BackupFault(
            _(
                "Basis data situs ini tidak kosong: ada %(count)s tabel (%(names)s). "
                "Pulihkan ke basis data yang kosong; yang ada tidak ditimpa."
            )
            % {"count": len(held), "names": shortened(held)}
        )
    for root in roots().values():
        if root.exists() and any(root.iterdir()):
            raise BackupFault(
                _("Map %(path)s tidak kosong. Pulihkan ke JEJARING_DATA yang kosong; yang ada tidak ditimpa.")
                % {"path": root}
            )


def _beside(name: str) -> Path:
    root = roots()[name]
    return root.with_name(root.name + UNFINISHED)


def _extract(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Every file beside its place."""
    for name in roots():
        shutil.rmtree(_beside(name), ignore_errors=True)
        _beside(name).mkdir(parents=True)
    for name in manifest.files:
        root, *rest = PurePosixPath(name).parts
        place = _beside(root).joinpath(*rest)
        place.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, place.open("xb") as out:
            shutil.copyfileobj(source, out, CHUNK)


def _check_tables(manifest: Manifest, found: dict[str, Table]) -> None:
    names = sorted(manifest.tables.keys() | found.keys())
    differ = [name for name in names if manifest.tables.get(name) != found.get(name)]
    if differ:
        raise BackupFault(
            _(
                "Sesudah dipulihkan, tabel %(names)s tidak sama dengan ketika dicadangkan. "
                "Jangan pakai basis data ini; hapus, lalu ulangi dengan salinan lain."
            )
            % {"names": shortened(differ)}
        )
