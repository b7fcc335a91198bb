"""What is missing in a market, in sentences and as tables to keep."""

from pathlib import Path

import polars as pl

from jejaring.catalogue import unit_name
from jejaring.cli.console import Speaker
from jejaring.cli.work.background import in_background
from jejaring.cli.work.insight_folder import check_folder
from jejaring.cli.work.places import named_as
from jejaring.geography import region_name
from jejaring.insight.asked import check_asked
from jejaring.insight.gaps import openings, unserved
from jejaring.language import format_money, format_number, format_quantity
from jejaring.market import Market
from jejaring.planning import Plan
from jejaring.planning.folder import BASIS
from jejaring.planning.progress import ProgressTold
from jejaring.planning.warm import Planner, read_standing
from jejaring.report.goods import goods_of
from jejaring.report.wording import inside_sentence

FILES = ("unserved.csv", "openings.csv")


def tell_gaps(
    speaker: Speaker, market: Path, plan: Path, count: int, out: Path | None, *, replace: bool
) -> int:
    """Tell what is missing, and write it to the folder `out`; the exit status."""
    if out is not None:
        check_folder(out, FILES, replace=replace)
    with speaker.progress() as told:
        source, lacking, opening = in_background(lambda: _found(market, plan, count, told))
    _tell_unserved(speaker, source, lacking, count)
    _tell_openings(speaker, opening)
    if out is not None:
        with named_as(out):
            out.mkdir(parents=True, exist_ok=True)
            for name, table in zip(FILES, (lacking, opening), strict=True):
                table.write_csv(out / name)
        speaker.say("insight-written", path=out)
    return 0


def _found(
    market: Path, plan: Path, count: int, told: ProgressTold
) -> tuple[Market, pl.DataFrame, pl.DataFrame]:
    told("read", 0.0)
    source, proposal = Market.read(market), Plan.read(plan)
    told("verify", 0.0)
    check_asked(source, proposal, empty=True)
    told("explain", 0.0)
    lacking = unserved(source, proposal, count)
    basis = plan / BASIS
    planner = Planner(source, standing=read_standing(basis) if basis.is_dir() else None, progress=told)
    told("strengthen", 0.0)
    return source, lacking, openings(source, proposal, planner, count)


def _tell_unserved(speaker: Speaker, market: Market, table: pl.DataFrame, count: int) -> None:
    language = speaker.language
    names, goods = dict(market.cooperatives.select("id", "name").iter_rows()), goods_of(market, language)
    speaker.say(
        "gaps-unserved" if table.height else "gaps-all-served", needs=speaker.counted("needs", table.height)
    )
    for row in table.head(count).iter_rows(named=True):
        speaker.say(
            f"gaps-{row['reason']}",
            need=row["need"],
            cooperative=names.get(row["cooperative"], row["cooperative"]),
            quantity=format_quantity(
                row["unserved"], unit_name(goods.unit(row["commodity"]), language), language
            ),
            commodity=inside_sentence(goods.name(row["commodity"])),
            place=region_name(row["region"][:5]),
            bid=format_money(row["bid"], language),
            price="" if row["price"] is None else format_money(row["price"], language, 2),
        )
    if table.height > count:
        speaker.say("faults-more", count=format_number(table.height - count, language))


def _tell_openings(speaker: Speaker, table: pl.DataFrame) -> None:
    language = speaker.language
    useful = table.filter(pl.col("gained") >= 1.0)
    speaker.say("gaps-openings" if useful.height else "gaps-no-openings")
    for row in useful.iter_rows(named=True):
        speaker.say(
            f"gaps-one-more-{row['kind']}",
            subject=row["subject"],
            place=region_name(row["region"]),
            size=format_number(row["extra"], language, 1),
            gained=format_money(row["gained"], language),
            promised=format_money(row["promised"], language),
        )
