"""The tables and the page of who depends on whom, written into a folder."""

from dataclasses import fields
from pathlib import Path

from jejaring.cli.console import Speaker
from jejaring.cli.work.background import in_background
from jejaring.cli.work.insight_folder import check_folder
from jejaring.cli.work.places import named_as
from jejaring.insight.asked import check_asked
from jejaring.insight.interdependence import between, dealings, loops, partners, steps
from jejaring.language import format_money, format_number, format_percent
from jejaring.market import Market
from jejaring.planning import Plan
from jejaring.planning.progress import ProgressTold
from jejaring.report.interdependence import Interdependence, write_interdependence

PAGE = "interdependence.html"
FILES = {PAGE, *(f"{field.name}.csv" for field in fields(Interdependence))}


def tell_interdependence(speaker: Speaker, market: Path, plan: Path, out: Path, *, replace: bool) -> int:
    """Write the tables and the page to the folder `out`, and tell what stands out; the exit status."""
    check_folder(out, FILES, replace=replace)
    with speaker.progress() as told:
        source, tables = in_background(lambda: _found(market, plan, told))
    with named_as(out):
        out.mkdir(parents=True, exist_ok=True)
        for field in fields(Interdependence):
            getattr(tables, field.name).write_csv(out / f"{field.name}.csv")
        write_interdependence(source, tables, out / PAGE, speaker.language, name=market.resolve().stem)
    _tell(speaker, tables)
    speaker.say("interdependence-written", path=out / PAGE)
    return 0


def _found(market: Path, plan: Path, told: ProgressTold) -> tuple[Market, Interdependence]:
    told("read", 0.0)
    source, proposal = Market.read(market), Plan.read(plan)
    told("verify", 0.0)
    check_asked(source, proposal)
    told("depend", 0.0)
    rows = dealings(source, proposal)
    return source, Interdependence(
        provinces=between(rows, "province"),
        sectors=between(rows, "sector"),
        cooperatives=between(rows, "cooperative"),
        partners=partners(rows).join(steps(rows), on="cooperative", how="left"),
        loops=loops(rows),
    )


def _tell(speaker: Speaker, tables: Interdependence) -> None:
    language, table = speaker.language, tables.provinces
    total = float(table["value"].sum())
    across = float(table.filter(table["origin"] != table["destination"])["value"].sum())
    known = tables.partners
    speaker.say(
        "interdependence-across",
        value=format_money(total, language),
        share=format_percent(across / total if total else 0.0, language, 1),
    )
    speaker.say(
        "interdependence-partners",
        count=speaker.counted("cooperatives", known.height),
        supplier=speaker.counted("cooperatives", int((known["suppliers"] == 1).sum())),
        buyer=speaker.counted("cooperatives", int((known["buyers"] == 1).sum())),
    )
    speaker.say(
        "interdependence-loops",
        count=format_number(tables.loops["loop"].n_unique(), language),
        money=format_money(int(tables.loops["rupiah"].sum()), language),
    )
