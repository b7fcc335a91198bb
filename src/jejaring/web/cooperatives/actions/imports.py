"""Take a register file in, say what its columns are, start and stop its run."""

import io
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.web.common import audit
from jejaring.web.cooperatives.importing.columns import guess
from jejaring.web.cooperatives.importing.read import read
from jejaring.web.cooperatives.importing.run import begin, preview
from jejaring.web.cooperatives.models import RegisterImport
from jejaring.web.cooperatives.refusal import Refused
from jejaring.web.cooperatives.tasks import run_import


@transaction.atomic
def upload(data: bytes, *, actor: Any, name: str, source: str, as_of: date) -> RegisterImport:
    """Keep a file's cells, and guess its columns.

    Raises
    ------
    Unreadable
        When it is no table.
    """
    cells = read(data, name)
    parquet = io.BytesIO()
    cells.frame.write_parquet(parquet)
    work = RegisterImport(by=actor, name=name[:200], source=source, as_of=as_of)
    work.headings, work.columns, work.rows = cells.headings, guess(cells.headings), cells.frame.height
    work.cells.save("cells.parquet", ContentFile(parquet.getvalue()), save=False)
    work.save()
    audit.record("register.file_uploaded", work, actor=actor, name=work.name, rows=work.rows)
    return work


def name_columns(work: RegisterImport, columns: dict[str, int], *, actor: Any) -> None:
    """Say what the columns are, and find out what the file would change."""
    with transaction.atomic():
        if work.state == RegisterImport.State.RUNNING:
            raise Refused(_("Impor ini sedang berjalan."))
        work.columns = columns
        preview(work)
        audit.record("register.columns_named", work, actor=actor, columns=columns)


def start(work: RegisterImport, *, actor: Any) -> None:
    """Run the import in the background; also after it was cut off, or once more.

    Raises
    ------
    Refused
        While it or another one is running.
    """
    with transaction.atomic():
        if not begin(work):
            raise Refused(_("Impor lain sedang berjalan. Tunggu sampai selesai, lalu mulai lagi."))
        audit.record("register.import_started", work, actor=actor)
        run_import.enqueue(work.pk)


@transaction.atomic
def cancel(work: RegisterImport, *, actor: Any) -> None:
    """Stop after the batch in hand; what was written stands."""
    work = RegisterImport.objects.select_for_update().get(pk=work.pk)
    if work.state in (RegisterImport.State.DONE, RegisterImport.State.CANCELLED):
        return
    work.state = RegisterImport.State.CANCELLED
    work.save(update_fields=["state"])
    audit.record("register.import_cancelled", work, actor=actor)
