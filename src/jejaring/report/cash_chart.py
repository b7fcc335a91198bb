"""A cash flow as a picture: what is in hand day by day, where it is not enough, and what changes it.

One self-contained SVG with a text alternative. It knows points and words. It refuses to compute a balance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from jejaring.finance import CashFlow
from jejaring.finance.calendar import months_later
from jejaring.language import Language, format_money, format_month, read_phrases
from jejaring.report.wording import Wording

RULERS = 4  # horizontal lines, about
LABEL = 264.0  # room for the words at the lowest point
Change = Literal["after", "cleared", "lent"]


@dataclass(frozen=True)
class Sheet:
    """The picture's size and margins, in its own units."""

    width: float
    height: float
    left: float
    top: float
    shown: float
    """How wide it is shown where there is room."""
    most_months: int
    """Names on the axis."""
    legend: tuple[tuple[float, float], ...]
    """Where the words for the lines and for what is short stand."""
    titled: bool
    right: float = 16.0
    bottom: float = 34.0


WIDE = Sheet(760, 340, 96, 56, 760, 8, ((8, 41), (218, 41), (428, 41)), titled=True)
PHONE = Sheet(400, 330, 92, 78, 560, 3, ((8, 14), (8, 36), (8, 58)), titled=False)
"""Legible on a phone of 360 pixels, under a heading of the page that it stands on."""


@dataclass(frozen=True)
class Frame:
    """Where days and rupiah stand on the picture."""

    sheet: Sheet
    first: date
    days: int
    low: float
    high: float

    def x(self, day: date) -> float:
        """Across."""
        share = (day - self.first).days / self.days
        return round(self.sheet.left + share * (self.end - self.sheet.left), 1)

    def y(self, rupiah: float) -> float:
        """Down."""
        share = (self.high - rupiah) / (self.high - self.low)
        return round(self.sheet.top + share * (self.sheet.height - self.sheet.top - self.sheet.bottom), 1)

    @property
    def end(self) -> float:
        """The right edge of the lines."""
        return self.sheet.width - self.sheet.right


def cash_chart(
    flow: CashFlow,
    language: Language,
    *,
    after: CashFlow | None = None,
    change: Change = "after",
    name: str = "",
    sheet: Sheet = WIDE,
) -> str:
    """A cash flow as an SVG picture that needs nothing from outside.

    Parameters
    ----------
    flow : CashFlow
        As it is.
    language : {"id", "en"}
    after : CashFlow, optional
        As it would be; drawn dashed if it differs.
    change : {"after", "cleared", "lent"}, optional
        What `after` is: simply afterwards, after clearing, with a loan.
    name : str, optional
        Whose cash it is.
    sheet : Sheet, optional
        `WIDE` stands by itself; `PHONE` stands on a page and is legible on a phone.

    Returns
    -------
    str
    """
    flows = [flow] if after is None or after.balances == flow.balances else [flow, after]
    frame = _frame(flows, sheet)
    words = read_phrases("jejaring.report")
    title = words.say("cash-title" if name else "cash-title-bare", language, name=name)
    keys = ("cash-now", f"cash-{change}")
    lines = [
        {
            "path": _path(item, frame),
            "name": words.say(key, language),
            "lowest": _lowest(item, frame, language),
            "after": item is not flow,
            "told": item is flow or item.lowest != flow.lowest,
        }
        for key, item in zip(keys, flows, strict=False)
    ]
    return _template().render(
        sheet=sheet,
        right=frame.end,
        bottom=sheet.height - sheet.bottom,
        zero=frame.y(0),
        language=language,
        title=title,
        description=" ".join(_sentence(item, key, language) for key, item in zip(keys, flows, strict=False)),
        short=_short(flow, frame),
        short_words=words.say("cash-short", language) if flow.gap else "",
        rulers=[(frame.y(rupiah), Wording(language).short_money(rupiah)) for rupiah in _rulers(frame)],
        months=_months(frame, language),
        lines=lines,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("jejaring.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("cash_chart.svg")


def _frame(flows: Sequence[CashFlow], sheet: Sheet) -> Frame:
    balances = [balance for flow in flows for _, balance in flow.balances]
    low, high = min(0, *balances, *(flow.opening for flow in flows)), max(0, *balances)
    spread = max(high - low, 1)
    first = flows[0].start
    days = max((flow.end - first).days for flow in flows)
    return Frame(sheet, first, days + 1 + days // 25, low - 0.12 * spread, high + 0.06 * spread)


def _path(flow: CashFlow, frame: Frame) -> str:
    """Steps: a balance holds until the next day on which money moves, the last one to the end."""
    (day, balance), *rest = flow.balances
    path = [f"M{frame.x(day)},{frame.y(balance)}"]
    for day, balance in rest:
        path.append(f"H{frame.x(day)}V{frame.y(balance)}")
    return "".join([*path, f"H{frame.end}"])


def _short(flow: CashFlow, frame: Frame) -> list[tuple[float, float, float]]:
    """Where cash is not enough, as boxes below the zero line: left, width, height."""
    zero, end = frame.y(0), frame.end
    spans = [
        (frame.x(day), frame.x(until), balance) for (day, balance), (until, _) in pairwise(flow.balances)
    ]
    last_day, last = flow.balances[-1]
    spans.append((frame.x(last_day), end, last))
    return [
        (begin, round(until - begin, 1), round(frame.y(balance) - zero, 1))
        for begin, until, balance in spans
        if balance < 0
    ]


def _lowest(flow: CashFlow, frame: Frame, language: Language) -> dict[str, object]:
    day, balance = flow.lowest
    x, y = frame.x(day), frame.y(balance)
    said = read_phrases("jejaring.report").say(
        "cash-lowest", language, money=Wording(language).short_money(balance), day=Wording(language).day(day)
    )
    return {"x": x, "y": y, "text": said, "left": min(x + 8, frame.sheet.width - LABEL)}


def _rulers(frame: Frame) -> list[int]:
    """Round amounts, the zero among them, about as many as `RULERS`."""
    rough = max(1, (frame.high - frame.low) / RULERS)
    size = 10 ** (len(str(int(rough))) - 1)
    step = next(times * size for times in (1, 2, 5, 10) if times * size >= rough)
    first = -int(-frame.low // step)
    return [number * step for number in range(first, int(frame.high // step) + 1)]


def _months(frame: Frame, language: Language) -> list[tuple[float, str]]:
    begin = frame.first.replace(day=1)
    starts = []
    for number in range(frame.days // 28 + 2):
        try:
            month = months_later(begin, number)
        except OverflowError:
            break
        if 0 <= (month - frame.first).days <= frame.days:
            starts.append(month)
    every = -(-len(starts) // frame.sheet.most_months) if starts else 1
    return [(frame.x(month), format_month(f"{month:%Y-%m}", language)) for month in starts[::every]]


def _sentence(flow: CashFlow, key: str, language: Language) -> str:
    words = read_phrases("jejaring.report")
    day, balance = flow.lowest
    end, last = flow.balances[-1]
    return words.say(
        "cash-desc",
        language,
        line=words.say(key, language),
        opening=format_money(flow.opening, language),
        start=flow.start,
        lowest=format_money(balance, language),
        day=day,
        last=format_money(last, language),
        end=end,
    )
