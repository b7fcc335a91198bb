"""Changes as a person writes them on the command line, and what they would mean for everybody."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from jejaring.cli.console import BAD_INPUT, Speaker
from jejaring.cli.work.background import in_background
from jejaring.cli.work.places import check_writable, named_as
from jejaring.language import format_money, format_quantity
from jejaring.market import (
    AddListing,
    Change,
    ChangeListing,
    CloseFerry,
    CloseLane,
    ClosePort,
    CloseRegion,
    Market,
    RemoveListing,
)
from jejaring.planning import Plan, check_replaceable
from jejaring.planning.folder import BASIS
from jejaring.planning.progress import ProgressTold
from jejaring.planning.what_if import Difference, what_if

ROWS_SHOWN = 20  # of each table; the rest are counted
CHANGE = re.compile(r"(?P<listing>.+)\.(?P<cells>[^.,=]+=.*)")  # the id itself may hold points and signs


class NotAChange(ValueError):
    """What is written after an option is no change of its kind."""

    def __init__(self, option: str, text: str) -> None:
        super().__init__(text)
        self.option = option
        self.text = text


def tell_what_if(
    speaker: Speaker, market: Path, plan: Path, asked: Mapping[str, Sequence[str]], out: Path | None
) -> int:
    """Tell what the changes would mean, and write the changed market's plan to `out`; the exit status."""
    try:
        changes = [read_change(option, text) for option, texts in asked.items() for text in texts]
    except NotAChange as error:
        speaker.complain(speaker.phrase(f"not-a-{error.option}", text=error.text))
        return BAD_INPUT
    if not changes:
        speaker.complain(speaker.phrase("what-if-nothing"))
        return BAD_INPUT
    if out is not None:
        check_writable(out)
        check_replaceable(out, replace=False)
    with speaker.progress() as told:
        difference = in_background(lambda: _difference(market, plan, changes, told))
    if isinstance(difference, str):
        speaker.complain(speaker.phrase(difference))
        return BAD_INPUT
    _tell(speaker, difference)
    if out is not None:
        with named_as(out):
            difference.after.write(out)
        speaker.say("what-if-written", path=out)
    return 0


def read_change(option: str, text: str) -> Change:
    """The change that `text` after `--option` asks for.

    Raises
    ------
    NotAChange
        When it is not written as such a change is.
    """
    if option == "remove" and text:
        return RemoveListing(text)
    if option == "close-region" and text:
        return CloseRegion(text)
    if option == "close-port" and text:
        return ClosePort(text)
    first, colon, second = text.partition(":")
    if option == "close-lane" and first and second:
        return CloseLane(first, second)
    if option == "close-ferry" and first and second:
        return CloseFerry(first, second)
    if option == "add" and colon:
        return AddListing(first, _cells(option, text, second))
    if option == "change" and (found := CHANGE.fullmatch(text)):
        return ChangeListing(found["listing"], _cells(option, text, found["cells"]))
    raise NotAChange(option, text)


def _cells(option: str, text: str, cells: str) -> dict[str, str | None]:
    """`price=7500,quantity=10` as cells; nothing after the sign empties the cell."""
    pairs = [pair.partition("=") for pair in cells.split(",")]
    if not all(name and equals for name, equals, _ in pairs):
        raise NotAChange(option, text)
    return {name.strip(): value or None for name, _, value in pairs}


def _difference(market: Path, plan: Path, changes: Sequence[Change], told: ProgressTold) -> Difference | str:
    """What is different, or the key of the sentence that says why it cannot be told."""
    told("read", 0.0)
    source, before = Market.read(market), Plan.read(plan)
    if before.market_hash != source.hash:
        return "explain-other-market"
    if before.scope != "network" or before.pinned.height:
        return "what-if-not-whole"
    planner = None
    if (plan / BASIS).is_dir():
        from jejaring.planning.warm import Planner, read_standing

        planner = Planner(source, standing=read_standing(plan / BASIS), progress=told)
    told("solve", 0.0)
    return what_if(source, changes, before, planner)


def _tell(speaker: Speaker, difference: Difference) -> None:
    language = speaker.language
    names = dict(difference.market.cooperatives.select("id", "name").iter_rows())

    def change(rupiah: float) -> str:
        return f"{'+' if rupiah > 0 else ''}{format_money(rupiah, language)}"

    speaker.say(
        "what-if-surplus",
        before=format_money(difference.before.surplus, language),
        after=format_money(difference.after.surplus, language),
        difference=change(difference.surplus),
    )
    gains = difference.gains.filter(difference.gains["difference"].round() != 0)
    speaker.say("what-if-gains" if gains.height else "what-if-no-gains")
    half = ROWS_SHOWN // 2
    shown = gains if gains.height <= ROWS_SHOWN else gains[:half].vstack(gains[-half:])
    for row in shown.iter_rows(named=True):
        name = names.get(row["cooperative"], row["cooperative"])
        speaker.print(f"  {name}: {change(row['difference'])}")
    _tell_rest(speaker, gains.height - shown.height)
    listings = difference.listings
    if listings.height:
        speaker.say("what-if-listings")
    for row in listings.head(ROWS_SHOWN).iter_rows(named=True):
        before, after = (
            "-" if row[name] is None else format_quantity(row[name], "", language).strip()
            for name in ("before", "after")
        )
        fate = speaker.phrase(f"fate-{row['fate'].replace(' ', '-')}")
        speaker.print(f"  {row['listing']}: {fate} ({before} → {after})")
    _tell_rest(speaker, listings.height - ROWS_SHOWN)


def _tell_rest(speaker: Speaker, count: int) -> None:
    if count > 0:
        speaker.say("faults-more", count=count)
