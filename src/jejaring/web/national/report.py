"""The quarterly report, in Indonesian and English beside each other: a workbook and a paper.

Both say what the releases of the quarter say, cell for cell as the open data do, and the sums since the
beginning.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.utils import translation

from jejaring.language import Language, format_money, format_number
from jejaring.web.agreements.models import Document
from jejaring.web.agreements.papers.keep import paper
from jejaring.web.agreements.papers.typeset import typeset
from jejaring.web.common.sheets import harmless
from jejaring.web.common.templatetags.figures import day
from jejaring.web.national.beginning import beginning
from jejaring.web.national.cells import PROVINCE
from jejaring.web.national.draft import MEASURES
from jejaring.web.national.map import shaded_map
from jejaring.web.national.models import Release
from jejaring.web.national.opendata import SOURCE, TABLES, dictionary, table
from jejaring.web.national.quarters import Quarter
from jejaring.web.national.tables import Row, rows_by, total_of
from jejaring.web.national.wording import group_name, period_name, quarter_name

HEADINGS = {
    "cooperatives": ("Koperasi di register", "Cooperatives in the register"),
    "provinces": ("Provinsi", "Provinces"),
    "committed": ("Berkomitmen", "Committed"),
    "agreements": ("Perjanjian", "Agreements"),
    "value": ("Nilai", "Value"),
    "needs": ("Kebutuhan terpenuhi", "Needs served"),
}
WIDEST = 60
"""Characters of a column of the workbook."""


@dataclass(frozen=True)
class Report:
    """What one quarter's report is made from."""

    quarter: Quarter
    chosen: Sequence[Release]
    """The releases of the quarter; at least one."""
    until: Sequence[Release]
    """All releases up to the last of them."""

    @property
    def last(self) -> Release:
        """The newest of them, whose register is told."""
        return self.chosen[-1]

    @property
    def rows(self) -> list[Row]:
        """The quarter by groups of provinces."""
        return rows_by(PROVINCE, self.chosen)


def report_of(quarter: Quarter, all_releases: Sequence[Release]) -> Report | None:
    """The report of a quarter; None when nothing was released in it."""
    chosen = [each for each in all_releases if each.period == quarter]
    if not chosen:
        return None
    return Report(quarter, chosen, [each for each in all_releases if each.number <= chosen[-1].number])


def workbook(report: Report) -> bytes:
    """XLSX: the open data of the quarter's releases, a sheet a table, the dictionary last."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": f"Jejaring {report.quarter}", "created": report.last.made})
        head = book.add_format({"bold": True, "bottom": 1})
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        whole = book.add_format({"num_format": "#,##0"})
        for name in TABLES:
            frame, sheet = table(name, report.chosen), book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for at, column in enumerate(frame.columns):
                sheet.write_string(0, at, column, head)
                values = frame[column].to_list()
                width = max(len(str(each)) for each in [column, *values])
                sheet.set_column(at, at, min(width + 4, WIDEST))
                for number, value in enumerate(values, start=1):
                    if value is None:
                        continue
                    if frame.schema[column].is_temporal():
                        sheet.write_datetime(number, at, value, days)
                    elif isinstance(value, bool):
                        sheet.write_boolean(number, at, value)
                    elif isinstance(value, int):
                        sheet.write_number(number, at, value, whole)
                    else:
                        sheet.write_string(number, at, harmless(value))
    return buffer.getvalue()


def quarterly_paper(report: Report, address_of: Any) -> Document:
    """The report as a paper, set once for each state of the quarter."""
    return paper(
        Document.Kind.QUARTERLY,
        f"{Document.Kind.QUARTERLY}:{report.quarter}:{report.last.number}",
        lambda token: typeset(
            "quarterly", paper_data(report), address=address_of(token), made=report.last.made
        ),
    )


def paper_data(report: Report) -> dict[str, Any]:
    """Everything the template says."""
    rows, began = report.rows, beginning()
    since, total = total_of(rows_by(PROVINCE, report.until)), total_of(rows)
    with translation.override("en"):
        english = {"title": quarter_name(report.quarter), "period": period_name(report.chosen)}
        began_on = day(began.on)
    names = [group_name(row.regions) for row in rows]
    drawn = shaded_map(rows, names, "")
    return {
        "number": str(report.quarter),
        "title": quarter_name(report.quarter),
        "period": period_name(report.chosen),
        "english": english,
        "example": report.last.example,
        "on": day(report.last.on),
        "summary": [
            [*HEADINGS["cooperatives"], "", _figure("cooperatives", since.cooperatives)],
            [*HEADINGS["provinces"], "", _figure("provinces", report.last.provinces)],
            *[
                [*HEADINGS[each], _figure(each, total.figures[each]), _figure(each, since.figures[each])]
                for each in MEASURES
            ],
        ],
        "headings": [list(HEADINGS[each]) for each in ("cooperatives", *MEASURES)],
        "rows": [[name, *_cells(row), len(row.regions) > 1] for name, row in zip(names, rows, strict=True)],
        "total": _cells(total),
        "map": drawn.svg if drawn else "",
        "legend": [[each.colour, _range(each.low, each.high)] for each in drawn.legend] if drawn else [],
        "held": [list(HEADINGS[each]) for each in report.last.held],
        "began": [began.cooperatives, began.provinces, day(began.on), began_on, began.source],
        "terms": [
            [each.name, each.id, each.en] for each in dictionary() if each.table == "nasional" and each.unit
        ],
        "source": SOURCE,
    }


def _figure(what: str, value: int | None, language: Language = "id") -> str:
    if value is None:
        return "…"
    return format_money(value, language) if what == "value" else format_number(value, language, 0)


def _cells(row: Row) -> list[str]:
    figures = [_figure(each, row.figures[each]) for each in MEASURES]
    return [_figure("cooperatives", row.cooperatives), *figures]


def _range(low: float, high: float) -> str:
    ends = [format_number(each, "id", 3) for each in (low, high)]
    return ends[0] if low == high else "–".join(ends)
