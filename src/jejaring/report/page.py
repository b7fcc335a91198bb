"""The report of a plan: one HTML file that people without economics, and without internet, can read.

It brings the sections together. It refuses to compute what they say.
"""

import os
from collections.abc import Callable
from datetime import date
from functools import cache
from os import PathLike
from pathlib import Path
from typing import Any

import polars as pl
from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined

from jejaring.cache import cache_folder
from jejaring.language import Language, isolated
from jejaring.market import Market
from jejaring.planning import Plan, Verdict
from jejaring.report.certificate import proof_view
from jejaring.report.chain_words import chains_view
from jejaring.report.each_cooperative import each_view
from jejaring.report.flow_map import map_view
from jejaring.report.flows import flows_between_regencies
from jejaring.report.gain_table import gains_view
from jejaring.report.goods import goods_of
from jejaring.report.left_over import left_view
from jejaring.report.places import all_places
from jejaring.report.price_map import prices_view
from jejaring.report.saved import saved_view
from jejaring.report.signed import signed_view
from jejaring.report.summary import Summary, summarise
from jejaring.report.use import use_of_listings
from jejaring.report.wording import Wording


def write_report(
    market: Market,
    plan: Plan,
    verdict: Verdict | Callable[[], Verdict],
    path: str | PathLike[str],
    language: Language,
    *,
    name: str = "",
    day: date | None = None,
    savings: pl.DataFrame | None = None,
    alone: pl.DataFrame | None = None,
) -> None:
    """Write the report of a plan to `path`; see `report_html`.

    A report already there is replaced only once the new one is whole.
    """
    text = report_html(market, plan, verdict, language, name=name, day=day, savings=savings, alone=alone)
    target = Path(path)
    unfinished = target.with_name(target.name + ".part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(target)


def report_html(
    market: Market,
    plan: Plan,
    verdict: Verdict | Callable[[], Verdict],
    language: Language,
    *,
    name: str = "",
    day: date | None = None,
    savings: pl.DataFrame | None = None,
    alone: pl.DataFrame | None = None,
) -> str:
    """The report of a plan as one HTML page that needs nothing from outside.

    Parameters
    ----------
    market : Market
        The market planned.
    plan : Plan
        The plan reported.
    verdict : Verdict or callable
        What `jejaring.planning.verify` says of the two; a plan that fails is reported as failing. Or what
        gives it, called when all else is made: so verifying and reporting can go on at once.
    language : {"id", "en"}
    name : str, optional
        What the market is called, for the heading.
    day : date, optional
        The day the report is made; today if left out.
    savings : DataFrame, optional
        What the market comes to in every scope, see `jejaring.insight.savings`; told if given.
    alone : DataFrame, optional
        The gains of the plan in which each cooperative stands alone; otherwise no figures are told.

    Returns
    -------
    str
        HTML with its style and pictures inside, no script, every text of the market escaped.
    """
    w, places, goods = Wording(language), all_places(), goods_of(market, language)
    use = use_of_listings(market, plan)
    flows = flows_between_regencies(market, plan)
    day, name = day or date.today(), isolated(name)
    view = {
        "day": day,
        "title": w.say("title", market=name) if name else w.say("title-bare"),
        **_heading(summarise(market, plan, use, flows), plan, w, name, day),
        "map": map_view(market, flows, w, places, goods),
        "chains": chains_view(market, plan, w, places, goods),
        "prices": prices_view(plan, w, places, goods),
        "gains": gains_view(market, plan, w, places),
        "signed": signed_view(market, plan, w, places, goods),
        "saved": saved_view(savings, w, goods),
        "each": each_view(market, plan, w, places, goods, alone),
        "left": left_view(use, w, places, goods),
        "proof": proof_view(plan, verdict if isinstance(verdict, Verdict) else verdict(), w),
    }
    return templates().get_template("report.html").render(view=view, w=w, t=w.say)


@cache
def templates() -> Environment:
    """The pages this package writes, ready to be filled in."""
    return Environment(
        loader=PackageLoader("jejaring.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled_before(),
    )


def _compiled_before() -> BytecodeCache | None:
    """Where templates stay compiled from one report to the next; None where nothing can be kept."""
    folder = cache_folder() / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


def _heading(summary: Summary, plan: Plan, w: Wording, name: str, day: date) -> dict[str, Any]:
    """Headline, what the report is about, and the numbers that matter."""
    first, last = plan.periods[0], plan.periods[-1]
    key = "horizon-all" if first == "all" else "horizon-one" if first == last else "horizon-span"
    horizon = w.say(key, first=w.period(first), last=w.period(last))
    traded = summary.members_trading > 0
    return {
        "headline": w.say(
            "headline" if traded else "headline-nothing",
            count=w.number(summary.members_trading),
            money=w.short_money(summary.surplus),
        ),
        "about": w.say("about" if name else "about-bare", market=name, horizon=horizon, day=w.day(day)),
        "tiles": [
            {
                "name": w.say("tile-surplus"),
                "figure": w.short_money(summary.surplus),
                "note": w.say("tile-surplus-note"),
            },
            {
                "name": w.say("tile-needs"),
                "figure": _part(summary.needs_served, summary.needs, w),
                "note": w.say("tile-needs-note", full=w.number(summary.needs_in_full)),
            },
            {
                "name": w.say("tile-moved"),
                "figure": w.weight(summary.moved),
                "note": w.say("tile-moved-note", weight=w.weight(summary.moved_between_provinces)),
            },
            {
                "name": w.say("tile-members"),
                "figure": _part(summary.members_gaining, summary.members, w),
                "note": w.say("tile-members-note"),
            },
            {
                "name": w.say("tile-provinces"),
                "figure": w.number(len(summary.provinces)),
                "note": w.say("tile-provinces-note"),
            },
        ],
    }


def _part(part: int, whole: int, w: Wording) -> str:
    return w.say("of", part=w.number(part), whole=w.number(whole))
