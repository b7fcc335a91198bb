"""What is wrong with a register file, row by row, for people to put right in their own program."""

from collections.abc import Iterator

import polars as pl
from django.utils.translation import gettext as _

from jejaring.web.common.sheets import Row
from jejaring.web.cooperatives.importing.check import label
from jejaring.web.cooperatives.models import RegisterImport


def fault_headings() -> list[str]:
    """What stands above `fault_rows`."""
    return [_("baris"), _("kolom"), _("isi"), _("masalah"), _("akibat")]


def fault_rows(work: RegisterImport) -> Iterator[Row]:
    """A row for each cell that is wrong."""
    if not work.errors:
        return
    with work.errors.open("rb") as file:
        found = pl.read_parquet(file.read())
    for row, column, cell, problem, fatal in found.iter_rows():
        yield row, label(column), cell, problem, _("baris dilewati") if fatal else _("isi ini dilewati")
