"""What the network saves, scope by scope, in lines and as a table to keep."""

from pathlib import Path

import polars as pl

from jejaring.cli.console import Speaker
from jejaring.cli.work.background import in_background
from jejaring.cli.work.places import check_writable, named_as
from jejaring.language import format_money, format_number
from jejaring.market import Market
from jejaring.planning.progress import ProgressTold
from jejaring.planning.savings import plans_of_scopes, savings
from jejaring.planning.scopes import SCOPES


def tell_savings(speaker: Speaker, market: Path, out: Path | None) -> int:
    """Tell what each scope comes to, and write the table to `out` if that is a file; the exit status."""
    if out is not None:
        check_writable(out)
    with speaker.progress() as told:
        table = in_background(lambda: _table(market, told))
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
    if out is not None:
        with named_as(out):
            table.write_csv(out)
        speaker.say("savings-written", path=out)
    return 0


def _table(market: Path, told: ProgressTold) -> pl.DataFrame:
    told("read", 0.0)
    source = Market.read(market)
    return savings(source, plans_of_scopes(source, progress=told))
