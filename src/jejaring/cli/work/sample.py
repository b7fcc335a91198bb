"""A synthetic market made and written."""

from dataclasses import dataclass
from pathlib import Path

from jejaring.cli.console import BAD_INPUT, Speaker
from jejaring.cli.work.background import in_background
from jejaring.cli.work.places import check_writable, named_as
from jejaring.language import format_number
from jejaring.market import Market, build_market
from jejaring.market.sample import sample_market
from jejaring.market.write import SHEET_ROWS, Form

ALWAYS_ENOUGH = 200  # commodities: as many as the shipped sample knows; more need as many listings


@dataclass(frozen=True)
class Wish:
    """The market asked for; see `sample_market`."""

    cooperatives: int
    listings: int
    commodities: int
    months: int
    seed: int
    stores: float
    haulage: float


def make_sample(speaker: Speaker, wish: Wish, out: Path, form: str | None) -> int:
    """Write a synthetic market to `out`; the exit status."""
    most = max(wish.listings, ALWAYS_ENOUGH)
    if wish.commodities > most:
        shown = format_number(most, speaker.language)
        return _refuse(speaker, "sample-too-many-commodities", most=shown)
    workbook = form == "xlsx" or (form is None and out.suffix.casefold() == ".xlsx")
    if workbook and max(wish.listings, wish.cooperatives) >= SHEET_ROWS:
        shown = format_number(SHEET_ROWS - 1, speaker.language)
        return _refuse(speaker, "sample-too-many-rows", most=shown)
    if out.is_file() or (out.is_dir() and any(out.iterdir())):
        return _refuse(speaker, "sample-exists", path=out)
    check_writable(out)
    chosen: Form = "xlsx" if workbook else "parquet" if form == "parquet" else "csv"
    market = in_background(lambda: _made(wish))
    with named_as(out):
        market.write(out, chosen)
    speaker.say("sample-written", listings=speaker.counted("listings", market.listing_count), path=out)
    return 0


def _made(wish: Wish) -> Market:
    return build_market(
        sample_market(
            wish.cooperatives,
            wish.listings,
            wish.commodities,
            wish.months,
            wish.seed,
            stores=wish.stores,
            haulage=wish.haulage,
        )
    )


def _refuse(speaker: Speaker, key: str, **values: object) -> int:
    speaker.complain(speaker.phrase(key, **values))
    return BAD_INPUT
