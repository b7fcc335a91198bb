"""What the network saves, scope by scope, in lines and as a table to keep."""

from pathlib import Path

import polars as pl

from jejaring.cli.console import BAD_INPUT, Speaker
from jejaring.cli.work.background import in_background
from jejaring.cli.work.places import check_file, named_as
from jejaring.insight.savings import cheaper, plans_of_scopes, savings, savings_by_region
from jejaring.language import format_money, format_number, format_percent
from jejaring.market import Market
from jejaring.planning.progress import ProgressTold
from jejaring.planning.scopes import SCOPES

ALMOST_ALL = 0.995


def tell_savings(speaker: Speaker, market: Path, out: Path | None, by_region: Path | None) -> int:
    """Tell what each scope comes to, and write the tables to the files named; the exit status."""
    for path in (out, by_region):
        if path is not None:
            check_file(path)
    if out is not None and by_region is not None and out.absolute() == by_region.absolute():
        speaker.complain(speaker.phrase("savings-one-file", path=out))
        return BAD_INPUT
    with speaker.progress() as told:
        table, regions = in_background(lambda: _tables(market, told))
    for scope in SCOPES:
        values = dict(
            table.filter((pl.col("scope") == scope) & pl.col("quantity").is_null())
            .select("measure", "value")
            .iter_rows()
        )
        speaker.say(f"savings-{scope}")
        speaker.say(
            "savings-line",
            surplus=format_money(values["surplus"], speaker.language),
            served=format_number(values["needs_served"], speaker.language),
            value=format_money(values["needs_value"], speaker.language),
            freight=format_money(values["freight"], speaker.language),
        )
    for row in cheaper(table).filter(pl.col("fall").is_not_null()).iter_rows(named=True):
        speaker.say(
            f"savings-{row['measure'].replace('_', '-')}-{'rises' if row['fall'] < 0 else 'falls'}",
            scope=speaker.phrase(f"savings-{row['scope']}"),
            share=format_percent(abs(row["fall"]), speaker.language, 1),
            covered=_covered(speaker, row["measure"], row["covered"]),
        )
    for path, frame in ((out, table), (by_region, regions)):
        if path is not None:
            with named_as(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                frame.write_csv(path)
            speaker.say("savings-written", path=path)
    return 0


def _covered(speaker: Speaker, measure: str, share: float) -> str:
    """How much of the network's costs is compared; nothing where that is all of them."""
    if share > ALMOST_ALL:
        return ""
    told = format_percent(share, speaker.language, 0)
    return speaker.phrase(f"savings-covered-{measure.removesuffix('_cost')}", share=told)


def _tables(market: Path, told: ProgressTold) -> tuple[pl.DataFrame, pl.DataFrame]:
    told("read", 0.0)
    source = Market.read(market)
    plans = plans_of_scopes(source, progress=told)
    return savings(source, plans), savings_by_region(source, plans)
