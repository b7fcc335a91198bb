"""The register as CSV or XLSX, row by row: what the filters show, as the importer would read it again.

Text that a spreadsheet would take for a formula gets an apostrophe before it. Numbers that only a
cooperative's own people and coordinators see go only to a coordinator, and only for their territory.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import xlsxwriter
from django.db.models import Prefetch
from django.utils import timezone

from jejaring.geography import region
from jejaring.web.cooperatives.directory import ORDER
from jejaring.web.cooperatives.models import Cooperative, Fact
from jejaring.web.cooperatives.models.register import Register
from jejaring.web.cooperatives.standing import standing

PUBLIC = (
    *("Nama koperasi", "Kode wilayah", "Provinsi", "Kabupaten/kota", "Kecamatan", "Desa/kelurahan", "Alamat"),
    *("Jenis", "Bentuk", "Kelompok", "Nomor badan hukum", "Tanggal badan hukum", "Tahun buku RAT"),
    *("Tanggal RAT", "Tanggal sertifikat NIK", "Grade", "Contoh"),
)
PRIVATE = ("NIK", "NIB", "NPWP")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CHUNK = 2_000
MOST_XLSX = 1_048_575
"""Rows under the heading that a sheet can hold."""


def harmless(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula."""
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA) else value


def headings(private: bool) -> tuple[str, ...]:
    """Of the columns."""
    return (*PUBLIC, *PRIVATE) if private else PUBLIC


def rows(among: Register | list[Cooperative], private: bool) -> Iterator[list[str]]:
    """One row a cooperative."""
    told = Fact.objects.filter(kind__in=(Fact.Kind.MEETING, Fact.Kind.CERTIFICATE)).order_by("-on")
    found: Iterable[Cooperative]
    if isinstance(among, list):
        found = Cooperative.objects.filter(pk__in=[each.pk for each in among])
    else:
        found = among
    today = timezone.localdate()
    chosen = found.order_by(*ORDER).prefetch_related(Prefetch("facts", told, to_attr="told"))
    for each in chosen.iterator(chunk_size=CHUNK):
        now = standing(each.told, today)
        values = [
            *(each.name, each.region, *_places(each.region), each.address, each.type, each.form, each.group),
            *(each.legal_number, each.legal_date),
            *((now.meeting.value, now.meeting.on) if now.meeting else ("", "")),
            *((now.certificate.on, now.certificate.text) if now.certificate else ("", "")),
            "ya" if each.example else "",
        ]
        if private:
            values += [each.nik, each.nib, each.npwp]
        yield [harmless("" if value is None else str(value)) for value in values]


def as_csv(among: Register | list[Cooperative], private: bool) -> Iterator[bytes]:
    """CSV, a chunk at a time; with the mark by which spreadsheets know UTF-8."""
    buffer = io.StringIO("\ufeff")
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer)
    writer.writerow(headings(private))
    for number, row in enumerate(rows(among, private), start=1):
        writer.writerow(row)
        if number % CHUNK == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def as_xlsx(among: Register | list[Cooperative], private: bool, file: Any) -> None:
    """XLSX into an open file; every cell is text."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        sheet = workbook.add_worksheet("koperasi")
        for at, heading in enumerate(headings(private)):
            sheet.write_string(0, at, heading)
        for number, row in enumerate(rows(among, private), start=1):
            if number > MOST_XLSX:
                break
            for at, value in enumerate(row):
                sheet.write_string(number, at, value)


@lru_cache(maxsize=100_000)
def _places(code: str) -> tuple[str, ...]:
    """Names of its province, regency, district and village; empty where not known."""
    parts = code.split(".")
    outer = [region(".".join(parts[:length])) if length <= len(parts) else None for length in range(1, 5)]
    return tuple(each.name if each else "" for each in outer)
