"""A table of a page as CSV or XLSX: the one way in which the site gives tables away.

Text that a spreadsheet would take for a formula gets an apostrophe before it. CSV goes out as it is made.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

FORMULA = ("=", "+", "-", "@", "\t", "\r")
CHUNK = 2_000
MOST_XLSX = 1_048_575
"""Rows under the heading that a sheet can hold."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = ("csv", "xlsx")

Row = Sequence[Any]


def asked_for(request: HttpRequest) -> str:
    """Whether a page is asked for its table as a file (`?unduh=csv`), and in which form; empty: it is not."""
    form = request.GET.get("unduh", "") if request.method == "GET" else ""
    return form if form in FORMS else ""


def harmless(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula."""
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA) else value


def given(form: str, name: str, headings: Sequence[str], rows: Iterable[Row]) -> HttpResponseBase:
    """The table as a file called after `name` and today, `form` one of `FORMS`."""
    filename = f"{name}-{timezone.localdate():%Y-%m-%d}.{form}"
    if form == "csv":
        shown = {"Content-Disposition": f'attachment; filename="{filename}"'}
        return StreamingHttpResponse(
            as_csv(headings, rows), content_type="text/csv; charset=utf-8", headers=shown
        )
    file = io.BytesIO()
    as_xlsx(headings, rows, file, name)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=filename, content_type=XLSX)


def as_csv(headings: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """CSV, a chunk at a time; with the mark by which spreadsheets know UTF-8."""
    buffer = io.StringIO("\ufeff")
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer)
    writer.writerow(headings)
    for number, row in enumerate(rows, start=1):
        writer.writerow(["" if value is None else harmless(value) for value in row])
        if number % CHUNK == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def as_xlsx(headings: Sequence[str], rows: Iterable[Row], file: Any, name: str) -> None:
    """XLSX into an open file; numbers are numbers, everything else is text."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        sheet = workbook.add_worksheet(name[:31])
        for at, heading in enumerate(headings):
            sheet.write_string(0, at, heading)
        for number, row in enumerate(rows, start=1):
            if number > MOST_XLSX:
                break
            for at, value in enumerate(row):
                if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                    sheet.write_number(number, at, float(value))
                elif value is not None:
                    sheet.write_string(number, at, str(harmless(str(value))))
