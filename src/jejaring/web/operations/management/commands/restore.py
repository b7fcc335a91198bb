"""`jejaring-site restore`: an empty site becomes that of a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from jejaring.web.operations.backup import check_backup, restore_backup
from jejaring.web.operations.terminal import SpokenCommand


class Command(SpokenCommand):
    """Makes the site again."""

    help = "Pulihkan situs dari cadangan. / Make the site again of a backup."

    def add_arguments(self, parser: CommandParser) -> None:
        """From which file."""
        parser.add_argument("path", type=Path)
        parser.add_argument("--check", action="store_true", help="read and check the file, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, fill, check again."""
        if options["check"]:
            manifest = check_backup(options["path"])
            words = _("Cadangan %(made)s utuh: %(tables)s tabel, %(rows)s baris, %(files)s berkas.")
        else:
            manifest = restore_backup(options["path"], tell=self.told)
            words = _(
                "Pulih seperti %(made)s: %(tables)s tabel, %(rows)s baris, %(files)s berkas, semua sama. "
                "Lanjutkan dengan jejaring-site prepare."
            )
        rows = sum(table.rows for table in manifest.tables.values())
        said = {"made": manifest.made, "tables": len(manifest.tables), "files": len(manifest.files)}
        self.stdout.write(words % {**said, "rows": rows})
