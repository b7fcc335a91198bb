"""Months as people write them: siap Maret, Mei-Juli, sampai Des 2027, bulan depan, bulan 3."""

import re
from dataclasses import dataclass
from datetime import date

NAMES = {
    1: "januari jan january jnuari", 2: "februari feb pebruari peb february febuari",
    3: "maret mar mrt march",
    4: "april apr", 5: "mei may", 6: "juni jun june", 7: "juli jul july",
    8: "agustus agu agt ags agst aug august",
    9: "september sep sept", 10: "oktober okt oct october", 11: "november nov nop nopember",
    12: "desember des dec december",
}  # fmt: skip
NUMBER = {name: month for month, names in NAMES.items() for name in names.split()}
MONTH = "(?:" + "|".join(sorted(NUMBER, key=len, reverse=True)) + ")"
YEAR = r"(?:\s*(?:thn\.?|tahun)?\s*'?(20\d\d|\d\d(?!\d|\s*[a-z])))?"
NAMED = (
    r"(?:(?:tgl\.?|tanggal)?\s*\d{1,2}\s+)?(?:(?:awal|akhir|pertengahan|tengah)\s+)?(?:bln\.?\s+|bulan\s+)?"
    rf"({MONTH})(?![a-z]){YEAR}"
)
NUMBERED = r"(?<!per )(?<!tiap )(?<!/)(?:bulan|bln)\s*(?:ke\s*)?(\d{1,2})(?![.,]?\d)()"
RELATIVE = r"(bulan ini|bln ini|minggu ini|hari ini|sekarang|bulan depan|bln depan|minggu depan|besok|lusa)()"
AT_ONCE = ("sekarang", "hari ini", "besok", "lusa", "minggu ini", "minggu depan")
ONE = rf"(?:{NAMED}|{NUMBERED}|{RELATIVE})"
FROM = r"(?:siap|panen|mulai|dari|ready|redy|sejak|per|stok|tersedia|start|kirim|ada)"
BEFORE = ("sebelum", "sblm")
UNTIL = r"(?:sampai|hingga|sebelum|sblm|paling lambat|maksimal|s\.d|selambatnya|till|until|terakhir)"
RANGE = re.compile(
    rf"(?<![a-z0-9])(?:{FROM}\s+)?{ONE}\s*(?:-|sampai(?: dengan)?|hingga|ke|dan|&)\s*{ONE}(?![a-z0-9])"
)
OPEN = re.compile(rf"(?<![a-z0-9]){FROM}\s+(?:(?:bulan|bln|pada|di|mulai|panen)\s+)?{ONE}(?![a-z0-9])")
CLOSED = re.compile(rf"(?<![a-z0-9]){UNTIL}\s+(?:(?:bulan|bln|akhir)\s+)?{ONE}(?![a-z0-9])")
BARE = re.compile(rf"(?<![a-z0-9]){ONE}(?![a-z0-9])")
GROUPS = 6
"""Groups of `ONE`: three ways to write a month, each with a year or an empty group."""


@dataclass(frozen=True)
class Months:
    """First days of the first and the last month, and the stretches of text that say so."""

    first: date | None = None
    last: date | None = None
    spans: tuple[tuple[int, int], ...] = ()


def read_months(text: str, today: date) -> Months:
    """The months a tidied line names. A month without a year is the next to come, this one included."""
    if found := RANGE.search(text):
        first = _month(found.groups()[:GROUPS], today)
        last = _month(found.groups()[GROUPS:], first or today)
        if first and last:
            return Months(first, last, (found.span(),))
    opened, closed = OPEN.search(text), CLOSED.search(text)
    first = _month(opened.groups(), today) if opened else None
    last = _month(closed.groups(), first or today) if closed else None
    if closed and last and closed[0].startswith(BEFORE):
        last = _shifted(last, -1)
    spans = tuple(
        match.span()
        for match, month in ((opened, first), (closed, last))
        if match is not None and month is not None
    )
    if spans:
        return Months(first, last, spans)
    if (found := BARE.search(text)) and (month := _month(found.groups(), today)):
        relative = found.groups()[4] in AT_ONCE
        return Months(month, None if relative else month, (found.span(),))
    return Months()


def _month(groups: tuple[str | None, ...], start: date) -> date | None:
    named, year, numbered, _, relative, _ = groups
    if relative:
        ahead = 1 if relative in ("bulan depan", "bln depan") else 0
        return _shifted(start, ahead)
    number = NUMBER[named] if named else int(numbered or 0)
    if not 1 <= number <= 12:
        return None
    if year:
        return date(int(year) if len(year) == 4 else 2000 + int(year), number, 1)
    return date(start.year + (number < start.month), number, 1)


def _shifted(day: date, months: int) -> date:
    number = 12 * day.year + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
