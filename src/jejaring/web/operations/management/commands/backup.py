"""`jejaring-site backup`: the whole site of this moment in one checked file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.operations.backup import check_backup, make_backup
from jejaring.web.operations.backup.old import forget_old
from jejaring.web.operations.terminal import SpokenCommand


class Command(SpokenCommand):
    """Keeps the site, while it goes on serving."""

    help = "Cadangkan seluruh situs ke satu berkas. / Keep the whole site in one file."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and what to do with older ones."""
        parser.add_argument("path", type=Path, help="file.zip, or a folder in which it is named by the time")
        parser.add_argument("--keep", type=int, help="in a folder: so many of the newest stay, older ones go")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, read it again, forget older ones."""
        path: Path = options["path"]
        named = path.suffix == ".zip"
        if not named:
            path /= f"jejaring-{timezone.localtime():%Y%m%d-%H%M%S}.zip"
        made = make_backup(path, tell=self.told)
        self.told(_("Cadangan dibaca kembali ..."))
        check_backup(made.path)
        for name in made.manifest.missing:
            self.told(_("Berkas %(name)s disebut basis data tetapi tidak ada.") % {"name": name})
        said = {
            "path": made.path,
            "tables": len(made.manifest.tables),
            "files": len(made.manifest.files),
            "megabytes": f"{made.path.stat().st_size / 1e6:.1f}",
        }
        self.stdout.write(
            _("%(path)s: %(tables)s tabel, %(files)s berkas, %(megabytes)s MB; terperiksa.") % said
        )
        if (Path(settings.DATA) / "secret-key").exists():
            self.told(
                _("Kunci rahasia tidak ikut dicadangkan; simpan %(path)s terpisah dan sama amannya.")
                % {"path": Path(settings.DATA) / "secret-key"}
            )
        if options["keep"] and not named:
            for old in forget_old(path.parent, options["keep"]):
                self.told(_("%(path)s dihapus: sudah lama.") % {"path": old})
