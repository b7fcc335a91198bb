"""Numbers as people write them: 7.500, 7,5rb, Rp 1,2 jt, 10-15, 1/2, and the unit that follows."""

import re
from dataclasses import dataclass
from decimal import Decimal

from jejaring.web.trade.line.units import measures, vehicles

SCALES = {
    "rb": 1_000, "ribu": 1_000, "rbu": 1_000, "k": 1_000, "ribuan": 1_000,
    "jt": 1_000_000, "juta": 1_000_000, "jta": 1_000_000, "jutaan": 1_000_000,
    "milyar": 1_000_000_000, "miliar": 1_000_000_000,
}  # fmt: skip
SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
NUMBER = r"\d+/\d+|\d[\d.,]*\d|\d"
FIGURE = re.compile(
    rf"(?<![a-z0-9.,])(?P<rupiah>rp\.?\s*|idr\s*)?(?P<first>{NUMBER})\s*(?P<first_scale>(?:{SCALE})(?![a-z]))?"
    rf"(?:\s*-\s*(?:rp\.?\s*)?(?P<second>{NUMBER})\s*(?P<second_scale>(?:{SCALE})(?![a-z]))?)?"
    r"(?P<dash>,-+)?(?P<rupiah_after>\s*(?:rupiah|rp|perak)(?![a-z]))?"
)
MORE = re.compile(
    rf"\s+(?P<number>{NUMBER})\s*(?:(?P<scale>(?:{SCALE})(?![a-z]))|(?<=\d\d\d)(?=\s*(?:/|per )))"
)
UNIT_NAMES = "|".join(re.escape(n) for n in sorted([*measures(), *vehicles()], key=len, reverse=True))
UNIT = re.compile(rf"\s*(?P<unit>{UNIT_NAMES})(?![a-z0-9])")
PER = re.compile(rf"\s*(?:/|per|tiap|@)\s*(?:1\s+)?(?P<unit>{UNIT_NAMES})(?![a-z0-9])")
TIME = re.compile(
    r"\s*(?:(?:/|per|tiap|se)\s*(?P<time>bulan|bln|bl|hari|hr|minggu|mgg|pekan|tahun|thn)|(?P<adverb>sebulan|sehari|seminggu|setahun))(?:nya)?(?![a-z])"
)
GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
GROUPED_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+")
COMMA_THREE = re.compile(r"[1-9]\d{0,2},\d{3}")


@dataclass(frozen=True)
class Figure:
    """A number and what stands around it."""

    start: int
    end: int
    said: str
    values: tuple[Decimal, ...]
    """One, or several it may mean."""
    money: bool
    """Written as money: Rp before it, or `,-` after it."""
    scaled: bool
    """With rb, k, jt."""
    unit: str | None
    """A unit right after it."""
    per: str | None
    """A unit after a slash or `per`."""
    time: str | None
    """day, week, month or year, after a slash or `per`."""
    lump: bool = False
    """Whether `unit` names a vehicle, of which nobody knows how much it holds."""


def read_figures(text: str) -> list[Figure]:
    """Every number of a tidied line, in order."""
    found, at = [], 0
    while match := FIGURE.search(text, at):
        figure = _figure(text, match)
        at = max(figure.end, match.start() + 1)
        found.append(figure)
    return found


def _figure(text: str, match: re.Match[str]) -> Figure:
    first_scale, second_scale = match["first_scale"], match["second_scale"]
    scale = SCALES.get(first_scale or second_scale or "", 1)
    values = [value * scale for value in spellings(match["first"])]
    if match["second"]:
        values += [v * SCALES.get(second_scale or first_scale or "", 1) for v in spellings(match["second"])]
    end = match.end()
    if first_scale and not match["second"] and (more := MORE.match(text, end)):
        smaller = SCALES.get(more["scale"] or "", 1)
        if smaller < scale:  # `1 juta 200 ribu`
            values = [value + spellings(more["number"])[0] * smaller for value in values]
            end = more.end()
    unit = per = time = None
    for _ in range(3):  # `ton/bulan`, `/kg/bulan`
        if time is None and (found := TIME.match(text, end)):
            time = _time(found["time"] or found["adverb"])
        elif per is None and unit is None and (found := UNIT.match(text, end)):
            unit = found["unit"]
        elif per is None and (found := PER.match(text, end)):
            per = found["unit"]
        else:
            break
        end = found.end()
    return Figure(
        start=match.start(),
        end=end,
        said=text[match.start() : end].strip(),
        values=tuple(dict.fromkeys(values)),
        money=bool(match["rupiah"] or match["dash"] or match["rupiah_after"]),
        scaled=bool(first_scale or second_scale),
        unit=None if unit is None else getattr(measures().get(unit), "unit", unit),
        per=None if per is None else getattr(measures().get(per), "unit", per),
        time=time,
        lump=unit in vehicles(),
    )


def _time(word: str) -> str:
    word = word.removeprefix("se") if word.startswith("se") else word
    return {"h": "day", "m": "week", "p": "week", "t": "year"}.get(word[0], "month")


def spellings(number: str) -> list[Decimal]:
    """What a number written with points and commas may mean: 7.500 is 7500; 7,500 is 7.5 or 7500."""
    if "/" in number:
        over, under = (Decimal(part) for part in number.split("/"))
        return [over / under] if under else [over]
    if GROUPED.fullmatch(number):
        return [Decimal(number.replace(".", "").replace(",", "."))]
    if GROUPED_ENGLISH.fullmatch(number):
        return [Decimal(number.replace(",", ""))]
    if COMMA_THREE.fullmatch(number):
        return [Decimal(number.replace(",", "")), Decimal(number.replace(",", "."))]
    if number.count(",") + number.count(".") <= 1:
        return [Decimal(number.replace(",", "."))]
    digits = number.replace(",", "").replace(".", "")
    return [Decimal(digits)]
