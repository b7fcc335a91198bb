"""What is wrong with a register file, row by row, for people to put right in their own program."""

import csv
import io

import polars as pl
from django.utils.translation import gettext as _

from jejaring.web.common.sheets import harmless
from jejaring.web.cooperatives.importing.check import label
from jejaring.web.cooperatives.models import RegisterImport


def faults_csv(work: RegisterImport) -> str:
    """A CSV file that spreadsheets open as it is meant."""
    buffer = io.StringIO("\ufeff")
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer)
    writer.writerow([_("baris"), _("kolom"), _("isi"), _("masalah"), _("akibat")])
    if work.errors:
        with work.errors.open("rb") as file:
            found = pl.read_parquet(file.read())
        for row, column, cell, problem, fatal in found.iter_rows():
            outcome = _("baris dilewati") if fatal else _("isi ini dilewati")
            writer.writerow([row, label(column), harmless(cell), problem, outcome])
    return buffer.getvalue()
