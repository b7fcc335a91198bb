"""Failures as a person asks for them, and what each would mean."""

import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from jejaring.cli.console import BAD_INPUT, Speaker
from jejaring.cli.work.background import in_background
from jejaring.cli.work.places import check_writable, named_as
from jejaring.geography import find_regions, region_name
from jejaring.insight.asked import check_asked
from jejaring.insight.faults import InsightFault
from jejaring.insight.resilience import (
    Kept,
    Replanner,
    Scenario,
    cooperative_fails,
    cooperatives_of,
    ferries_of,
    ferry_fails,
    harvest_falls,
    hurt,
    lane_fails,
    lanes_of,
    port_fails,
    ports_of,
    ranking,
    region_fails,
    results_of,
    strengthenings,
)
from jejaring.language import format_money, format_number, format_percent
from jejaring.market import Market, MarketFaults
from jejaring.planning import Plan
from jejaring.planning.folder import BASIS
from jejaring.planning.progress import ProgressTold
from jejaring.planning.warm import read_standing

ROWS = 10  # of each table; the rest are counted
EVERY = {"cooperatives": cooperatives_of, "ports": ports_of, "ferries": ferries_of, "lanes": lanes_of}


@dataclass(frozen=True)
class Asked:
    """What is to fail."""

    one_by_one: Mapping[str, Sequence[str]]
    """By kind: what a person wrote."""
    every: str | None
    """Of what each is to fail in turn; left out, each cooperative where nothing else is asked."""
    strengthen: bool


@dataclass(frozen=True)
class Told:
    """What there is to say."""

    market: Market
    ranking: pl.DataFrame
    hurt: pl.DataFrame
    stronger: pl.DataFrame | None


class NotInTheMarket(ValueError):
    """What is to fail is not there."""

    def __init__(self, faults: MarketFaults) -> None:
        super().__init__(str(faults))
        self.faults = faults.faults


class NotAScenario(ValueError):
    """What is written after an option is no failure of its kind."""

    def __init__(self, option: str, text: str) -> None:
        super().__init__(text)
        self.option = option
        self.text = text


def tell_resilience(
    speaker: Speaker, market: Path, plan: Path, asked: Asked, workers: int, out: Path | None
) -> int:
    """Tell what each failure means, and keep it in `out`; the exit status."""
    if out is not None:
        check_writable(out)
    try:
        with speaker.progress() as told:
            found = in_background(lambda: _found(market, plan, asked, workers, out, told))
    except NotAScenario as error:
        speaker.complain(speaker.phrase(f"resilience-not-a-{error.option}", text=error.text))
        return BAD_INPUT
    except NotInTheMarket as error:
        speaker.complain(speaker.phrase("resilience-not-in-the-market"))
        for fault in error.faults:
            speaker.complain(f"  {fault.say(speaker.language)}")
        return BAD_INPUT
    _tell(speaker, found)
    if out is not None:
        speaker.say("resilience-written", path=out)
    return 0


def scenario_of(market: Market, kind: str, text: str) -> Scenario:
    """The failure of `kind` that `text` asks for.

    Raises
    ------
    NotAScenario
        When it is not written as such a failure is.
    """
    first, colon, second = text.partition(":")
    if kind == "harvest":
        goods, _, share = text.partition("=")
        commodity, _, place = goods.partition("@")
        try:
            part = float(share.replace(",", ".")) if share else None
        except ValueError:
            raise NotAScenario(kind, text) from None
        where = _place(place) if place else ""
        return (
            harvest_falls(market, commodity, where)
            if part is None
            else harvest_falls(market, commodity, where, part)
        )
    if kind in ("lane", "ferry"):
        if not (colon and first and second):
            raise NotAScenario(kind, text)
        return lane_fails(market, first, second) if kind == "lane" else ferry_fails(market, first, second)
    fails = {"cooperative": cooperative_fails, "region": region_fails, "port": port_fails}[kind]
    return fails(market, text)


def _place(text: str) -> str:
    """The code of a region of any level, as a person writes it."""
    found = find_regions(text)
    if len(found) != 1:
        raise InsightFault("unknown-place", text=text)
    return found[0].code


def _found(
    market: Path, plan: Path, asked: Asked, workers: int, out: Path | None, told: ProgressTold
) -> Told:
    told("read", 0.0)
    source, proposal = Market.read(market), Plan.read(plan)
    told("verify", 0.0)
    check_asked(source, proposal)
    try:
        scenarios = [
            scenario_of(source, kind, text) for kind, texts in asked.one_by_one.items() for text in texts
        ]
    except MarketFaults as error:
        raise NotInTheMarket(error) from error
    every = asked.every or ("cooperatives" if not scenarios else None)
    if every:
        scenarios += EVERY[every](source, proposal)
    if not scenarios:
        raise InsightFault(f"none-of-{every}")
    kept = None
    if out is not None:
        with named_as(out):
            kept = Kept(out, proposal)
    told("solve", 0.0)
    basis = plan / BASIS
    replanner = Replanner(source, read_standing(basis) if basis.is_dir() else None, progress=told)
    with _pool(workers) as pool:
        results = results_of(
            source,
            replanner.planner.standing,
            scenarios,
            executor=pool,
            kept=kept,
            told=lambda share: told("fail", share),
        )
    table, losses = ranking(proposal, results), hurt(results)
    stronger = None
    if asked.strengthen:
        told("strengthen", 0.0)
        stronger = strengthenings(source, proposal, replanner.planner)
    if out is not None:
        with named_as(out):
            table.write_csv(out / "ranking.csv")
            losses.write_csv(out / "hurt.csv")
            if stronger is not None:
                stronger.write_csv(out / "strengthen.csv")
    return Told(source, table, losses, stronger)


def _pool(workers: int) -> ProcessPoolExecutor | nullcontext[None]:
    if workers == 1:
        return nullcontext()
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def _tell(speaker: Speaker, found: Told) -> None:
    language, table = speaker.language, found.ranking
    names = dict(found.market.cooperatives.select("id", "name").iter_rows())
    speaker.say("resilience-head", count=format_number(table.height, language))
    for number, row in enumerate(table.head(ROWS).iter_rows(named=True), 1):
        speaker.say(
            "resilience-line",
            number=number,
            what=_named(speaker, row["kind"], row["subject"], names),
            lost=format_money(row["lost"], language),
            others=format_money(row["others"], language),
            share=format_percent(row["share"], language, 2),
            needs=speaker.counted("needs", row["needs_lost"]),
            hurt=speaker.counted("cooperatives", row["hurt"]),
        )
        if row["worst"]:
            speaker.say(
                "resilience-worst",
                name=names.get(row["worst"], row["worst"]),
                lost=format_money(row["worst_lost"], language),
            )
    if table.height > ROWS:
        speaker.say("faults-more", count=format_number(table.height - ROWS, language))
    if table.height == 1:
        speaker.say("resilience-hurt" if found.hurt.height else "resilience-nobody-hurt")
        for row in found.hurt.head(ROWS).iter_rows(named=True):
            sign = "+" if row["difference"] > 0 else ""
            name = names.get(row["cooperative"], row["cooperative"])
            speaker.print(f"  {name}: {sign}{format_money(row['difference'], language)}")
        if found.hurt.height > ROWS:
            speaker.say("faults-more", count=format_number(found.hurt.height - ROWS, language))
    if found.stronger is not None:
        _tell_stronger(speaker, found.stronger)


def _tell_stronger(speaker: Speaker, table: pl.DataFrame) -> None:
    language = speaker.language
    useful = table.filter(pl.col("gained") >= 1.0).sort("gained", descending=True)
    speaker.say("resilience-stronger" if useful.height else "resilience-nothing-helps")
    for row in useful.head(ROWS).iter_rows(named=True):
        subject = row["subject"]
        if row["kind"] == "lane":
            subject = " → ".join(region_name(code) for code in subject.split(":"))
        speaker.say(
            f"resilience-more-{row['kind']}",
            subject=subject,
            extra=format_number(row["extra"], language, 1),
            gained=format_money(row["gained"], language),
            promised=format_money(row["promised"], language),
        )


def _named(speaker: Speaker, kind: str, subject: str, names: Mapping[str, str]) -> str:
    """What failed, as a person calls it."""
    if kind == "cooperative":
        return names.get(subject, subject)
    if kind == "harvest":
        goods, _, rest = subject.partition("@")
        place, _, share = rest.rpartition("-")
        percent = format_percent(float(share), speaker.language, 0)
        if not place:
            return speaker.phrase("failed-harvest-everywhere", commodity=goods, share=percent)
        return speaker.phrase("failed-harvest", commodity=goods, place=region_name(place), share=percent)
    if kind == "region":
        return speaker.phrase("failed-region", subject=region_name(subject))
    if kind == "lane":
        ends = " – ".join(region_name(code) for code in subject.split(":"))
        return speaker.phrase("failed-lane", subject=ends)
    return speaker.phrase(f"failed-{kind}", subject=subject.replace(":", " – "))
