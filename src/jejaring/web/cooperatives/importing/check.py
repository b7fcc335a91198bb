"""From cells to values: dates, numbers, codes; and everything that is wrong, by row.

A row without a name or with a NIK that is none can not be taken; any other cell that can not be read is left
out and its row taken without it. Both are told.
"""

import re
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.utils.translation import gettext as _

from jejaring.catalogue.names import fold
from jejaring.web.cooperatives.importing import places
from jejaring.web.cooperatives.importing.columns import BY_NAME, PLACES
from jejaring.web.cooperatives.importing.read import ROUNDED, ROW
from jejaring.web.cooperatives.models import Cooperative, Fact

EARLIEST = date(1900, 1, 1)
LENGTHS = {
    "name": 200,
    "legal_number": 80,
    "amendment_number": 80,
    "nib": 13,
    "npwp": 20,
    "group": 60,
    "address": 300,
    "certificate_grade": 80,
}
DATES = ("legal_date", "amendment_date", "meeting_date", "certificate_date")
DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y")
MONTHS = "januari februari maret april mei juni juli agustus september oktober november desember"
FIGURES = {
    "men": Fact.Kind.MEN,
    "women": Fact.Kind.WOMEN,
    "managers": Fact.Kind.MANAGERS,
    "employees": Fact.Kind.EMPLOYEES,
    "branches": Fact.Kind.BRANCHES,
    "own_capital": Fact.Kind.OWN_CAPITAL,
    "outside_capital": Fact.Kind.OUTSIDE_CAPITAL,
    "turnover": Fact.Kind.TURNOVER,
    "surplus": Fact.Kind.SURPLUS,
}
DEGREES = {"latitude": (-12.0, 7.0), "longitude": (94.0, 142.0)}
CHOICES = {
    "type": {fold(str(each.label)): each.value for each in Cooperative.Type}
    | {each.value: each.value for each in Cooperative.Type}
    | {
        "ksp": "simpan-pinjam",
        "kspps": "simpan-pinjam",
        "usp": "simpan-pinjam",
        "simpan pinjam": "simpan-pinjam",
    },
    "form": {"primer": "primer", "sekunder": "sekunder", "primary": "primer", "secondary": "sekunder"},
}
ESCAPED = r"^'([=+\-@])"
"""How exports keep a text from being taken for a formula."""
FACT_COLUMNS = {ROW: pl.UInt32, "kind": pl.String, "on": pl.Date, "value": pl.Int64, "text": pl.String}
ERRORS = {
    ROW: pl.UInt32,
    "column": pl.String,
    "cell": pl.String,
    "problem": pl.String,
    "fatal": pl.Boolean,
}


@dataclass(frozen=True)
class Checked:
    """The rows of a file that can be taken, and what is wrong with the others."""

    rows: pl.DataFrame
    """ROW, nik, region (null: unknown) and the fields of a cooperative; null: the file says nothing."""
    facts: pl.DataFrame
    """ROW, kind, on, value, text."""
    errors: pl.DataFrame
    """ROW, column (field), cell, problem, fatal."""
    twice: int
    """Rows left out because an earlier one is of the same cooperative."""


def check(cells: pl.DataFrame, columns: dict[str, int], as_of: date, today: date) -> Checked:
    """Read the cells of a file.

    Parameters
    ----------
    cells : pl.DataFrame
        Columns "0", "1", ... and ROW.
    columns : dict
        Field -> position of its column.
    as_of : date
        The day that figures hold for.
    today : date
        No day may lie after it.
    """
    rows = cells.select(
        ROW, *(_clean(pl.col(f"{position}")).alias(name) for name, position in columns.items())
    )
    errors: list[pl.DataFrame] = []
    rows = _names(rows, errors)
    rows = _niks(rows, errors)
    rows = _lengths(rows, errors)
    rows = _dates(rows, errors, today)
    rows = _numbers(rows, errors, today)
    rows = _degrees(rows, errors)
    rows = _choices(rows, errors)
    rows = _places(rows, errors)
    found = pl.concat(errors) if errors else pl.DataFrame(schema=ERRORS)
    bad = found.filter("fatal").get_column(ROW).unique()
    rows = rows.filter(~pl.col(ROW).is_in(bad.implode()))
    rows, twice = _once(rows)
    told = pl.concat([found, twice]).sort(ROW, maintain_order=True)
    return Checked(rows, _facts(rows, as_of), told, twice.get_column(ROW).n_unique())


def error_rows(rows: pl.DataFrame, column: str, cell: pl.Expr, problem: str, fatal: bool) -> pl.DataFrame:
    """The errors of these rows."""
    return rows.select(
        pl.col(ROW).cast(pl.UInt32),
        pl.lit(column).alias("column"),
        cell.cast(pl.String).fill_null("").str.head(200).alias("cell"),
        pl.lit(problem).alias("problem"),
        pl.lit(fatal).alias("fatal"),
    )


def _clean(cell: pl.Expr) -> pl.Expr:
    """Text without invisible marks and needless blanks; null where nothing is left."""
    text = cell.str.replace_all(_INVISIBLE, "").str.replace_all(r"\s+", " ").str.strip_chars()
    text = text.str.replace(ESCAPED, "$1")
    return pl.when(text.is_in(["", "-", "–", "NULL", "null", "N/A", "#N/A"])).then(None).otherwise(text)


_INVISIBLE = (
    r"[\x{00}-\x{08}\x{0b}\x{0c}\x{0e}-\x{1f}\x{7f}\x{ad}\x{61c}\x{200b}-\x{200f}\x{202a}-\x{202e}"
    r"\x{2060}-\x{206f}\x{feff}\x{fff9}-\x{fffb}]"
)


def _blank(
    rows: pl.DataFrame, name: str, bad: pl.Series, problem: str, errors: list[pl.DataFrame]
) -> pl.DataFrame:
    """Leave the bad cells out and tell it."""
    if not bad.any():
        return rows
    errors.append(error_rows(rows.filter(bad), name, pl.col(name), problem, fatal=False))
    return rows.with_columns(pl.when(~bad).then(pl.col(name)).alias(name))


def _names(rows: pl.DataFrame, errors: list[pl.DataFrame]) -> pl.DataFrame:
    length = rows.get_column("name").str.len_chars().fill_null(0)
    problem = _("Nama koperasi kosong atau kurang dari tiga huruf.")
    errors.append(error_rows(rows.filter(length < 3), "name", pl.col("name"), problem, fatal=True))
    long = length > LENGTHS["name"]
    problem = _("Nama lebih dari 200 huruf.")
    errors.append(error_rows(rows.filter(long), "name", pl.col("name"), problem, fatal=True))
    return rows


def _niks(rows: pl.DataFrame, errors: list[pl.DataFrame]) -> pl.DataFrame:
    if "nik" not in rows.columns:
        return rows.with_columns(pl.lit(None, dtype=pl.String).alias("nik"))
    digits = rows.get_column("nik").str.replace_all(r"[\s.\-']", "").str.replace(r"^$", "")
    rounded = digits.str.ends_with(ROUNDED).fill_null(False)
    wrong = ~digits.str.contains(r"^[0-9]{10,16}$").fill_null(True) & ~rounded
    for bad, problem in (
        (rounded, _("Excel membulatkan NIK ini. Jadikan kolomnya teks, lalu isi lagi angkanya.")),
        (wrong, _("NIK terdiri dari 10 sampai 16 angka.")),
    ):
        errors.append(error_rows(rows.filter(bad), "nik", pl.col("nik"), problem, fatal=True))
    return rows.with_columns(digits.alias("nik"))


def _lengths(rows: pl.DataFrame, errors: list[pl.DataFrame]) -> pl.DataFrame:
    for name, most in LENGTHS.items():
        if name in rows.columns and name != "name":
            long = rows.get_column(name).str.len_chars().fill_null(0) > most
            rows = _blank(rows, name, long, _("Lebih dari %(most)d huruf.") % {"most": most}, errors)
    return rows


def _dates(rows: pl.DataFrame, errors: list[pl.DataFrame], today: date) -> pl.DataFrame:
    for name in DATES:
        if name not in rows.columns:
            continue
        text = rows.get_column(name).str.to_lowercase().str.replace(r"[ t]00:00:00(\.0+)?$", "")
        for number, month in enumerate(MONTHS.split(), start=1):
            text = text.str.replace(rf"^(\d{{1,2}})[ -]({month}|{month[:3]})[ -]", f"${{1}} {number:02d} ")
        days = (
            pl.DataFrame({"text": text})
            .select(
                pl.coalesce(
                    pl.col("text").str.to_date(form, strict=False, exact=True) for form in DATE_FORMATS
                )
            )
            .to_series()
        )
        unread = days.is_null() & text.is_not_null()
        rows = _blank(
            rows, name, unread, _("Tanggal tidak terbaca. Contoh: 2024-03-31 atau 31/03/2024."), errors
        )
        odd = ((days < EARLIEST) | (days > today)).fill_null(False)
        rows = _blank(rows, name, odd, _("Tanggal harus antara tahun 1900 dan hari ini."), errors)
        rows = rows.with_columns(pl.when(pl.Series(~odd)).then(days).alias(name))
    return rows


def _numbers(rows: pl.DataFrame, errors: list[pl.DataFrame], today: date) -> pl.DataFrame:
    for name in (*FIGURES, "meeting_year"):
        if name not in rows.columns:
            continue
        text = rows.get_column(name).str.to_lowercase().str.replace_all(r"^rp\.?|\s", "")
        text = text.str.replace(r"[.,]\d{1,2}$", "")  # sen
        grouped = text.str.contains(r"^-?\d{1,3}([.,]\d{3})+$")
        digits = pl.select(
            pl.when(grouped).then(text.str.replace_all(r"[.,]", "")).otherwise(text)
        ).to_series()
        readable = digits.str.contains(r"^-?\d{1,15}$").fill_null(True)
        numbers = digits.cast(pl.Int64, strict=False)
        low = pl.Series([name != "surplus"]) & (numbers < 0).fill_null(False)
        if name == "meeting_year":
            low = ((numbers < EARLIEST.year) | (numbers > today.year)).fill_null(False)
        bad = ~readable | low
        rows = _blank(rows, name, bad, _("Angka ini tidak terbaca atau tidak mungkin."), errors)
        rows = rows.with_columns(pl.when(~bad).then(numbers).alias(name))
    return rows


def _degrees(rows: pl.DataFrame, errors: list[pl.DataFrame]) -> pl.DataFrame:
    for name, (least, most) in DEGREES.items():
        if name in rows.columns:
            text = rows.get_column(name)
            numbers = text.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
            bad = text.is_not_null() & ~numbers.is_between(least, most).fill_null(False)
            rows = _blank(rows, name, bad, _("Koordinat ini di luar Indonesia atau tidak terbaca."), errors)
            rows = rows.with_columns(pl.when(~bad).then(numbers).alias(name))
    return rows


def _choices(rows: pl.DataFrame, errors: list[pl.DataFrame]) -> pl.DataFrame:
    for name, known in CHOICES.items():
        if name not in rows.columns:
            continue
        written = rows.get_column(name)
        values = {
            text: known.get(fold(text)) or known.get(re.sub(r"^koperasi ", "", fold(text)))
            for text in written.drop_nulls().unique()
        }
        found = written.replace_strict(values, default=None, return_dtype=pl.String)
        unknown = written.is_not_null() & found.is_null()
        problem = _("Tidak dikenal. Yang dikenal: %(known)s.") % {
            "known": ", ".join(sorted(set(known.values())))
        }
        rows = _blank(rows, name, unknown, problem, errors).with_columns(found.alias(name))
    return rows


def _places(rows: pl.DataFrame, errors: list[pl.DataFrame]) -> pl.DataFrame:
    given = [name for name in PLACES if name in rows.columns]
    if not given:
        return rows.with_columns(pl.lit(None, dtype=pl.String).alias("region"))
    found = rows.join(places.resolve(rows), on=given, how="left", nulls_equal=True, maintain_order="left")
    for name in given:
        unknown = found.filter(pl.col("doubt") == name)
        problem = _("Tempat ini tidak dikenal di wilayah yang disebut.")
        coarser = unknown.get_column("code").is_not_null()
        errors.append(error_rows(unknown.filter(coarser), name, pl.col(name), problem, fatal=False))
        errors.append(error_rows(unknown.filter(~coarser), name, pl.col(name), problem, fatal=True))
    return found.drop(*given, "doubt").rename({"code": "region"})


def _once(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Each cooperative once; later rows with the same NIK, or the same name and place, are told and left."""
    rows = rows.with_columns(pl.col("name").str.to_lowercase().alias("_name"))
    same_nik = pl.col("nik").is_not_null() & ~pl.struct("nik").is_first_distinct()
    nameless = pl.col("nik").is_null() & ~pl.struct("_name", "region", "nik").is_first_distinct()
    first = rows.select(ROW, "nik").drop_nulls().unique("nik", keep="first").rename({ROW: "first"})
    again = rows.filter(same_nik).join(first, on="nik")
    text = _("NIK sama dengan baris %(row)s.")
    problem = pl.concat_str(
        pl.lit(text.partition("%(row)s")[0]), "first", pl.lit(text.partition("%(row)s")[2])
    )
    errors = [
        error_rows(again, "nik", pl.col("nik"), "", fatal=True).with_columns(
            again.select(problem.alias("problem")).to_series()
        ),
        error_rows(
            rows.filter(nameless),
            "name",
            pl.col("name"),
            _("Nama dan tempat sama dengan baris sebelumnya."),
            True,
        ),
    ]
    return rows.filter(~same_nik & ~nameless).drop("_name"), pl.concat(errors)


def _facts(rows: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The dated facts that the rows tell."""
    has = rows.columns.__contains__
    found = []

    def tell(
        kind: str, when: pl.Expr, on: pl.Expr, value: pl.Expr | None = None, text: pl.Expr | None = None
    ) -> None:
        found.append(
            rows.filter(when).select(
                pl.col(ROW).cast(pl.UInt32),
                pl.lit(kind).alias("kind"),
                on.alias("on"),
                (pl.lit(None) if value is None else value).cast(pl.Int64).alias("value"),
                (pl.lit("") if text is None else text.fill_null("")).alias("text"),
            )
        )

    day = pl.lit(as_of)
    if has("legal_number") or has("legal_date"):
        number = pl.col("legal_number") if has("legal_number") else pl.lit(None, dtype=pl.String)
        dated = pl.col("legal_date") if has("legal_date") else pl.lit(None, dtype=pl.Date)
        tell(
            Fact.Kind.LEGAL, number.is_not_null() | dated.is_not_null(), pl.coalesce(dated, day), text=number
        )
    if has("meeting_date") or has("meeting_year"):
        dated = pl.col("meeting_date") if has("meeting_date") else pl.lit(None, dtype=pl.Date)
        year = pl.col("meeting_year") if has("meeting_year") else pl.lit(None, dtype=pl.Int64)
        # A meeting is held for the year before it, within six months of that year's end.
        held_for = pl.coalesce(year, dated.dt.year().cast(pl.Int64) - 1)
        tell(Fact.Kind.MEETING, held_for.is_not_null(), pl.coalesce(dated, day), held_for)
    if has("certificate_date"):
        grade = pl.col("certificate_grade") if has("certificate_grade") else None
        when = pl.col("certificate_date").is_not_null()
        tell(Fact.Kind.CERTIFICATE, when, pl.col("certificate_date"), text=grade)
    for name, kind in FIGURES.items():
        if has(name):
            tell(kind, pl.col(name).is_not_null(), day, pl.col(name))
    return pl.concat(found) if found else pl.DataFrame(schema=FACT_COLUMNS)


def label(field: str) -> str:
    """What a field is called on pages."""
    return str(BY_NAME[field].label) if field in BY_NAME else field
