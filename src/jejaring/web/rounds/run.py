"""Make an attempt in the background: freeze, plan, prove, write down.

A run may be cut off anywhere and begun again: files appear whole or not at all, rows are written under an
attempt that nobody is shown before the last of them stands, and what an earlier run left is cleared first.
Whoever takes a run in hand leaves its claim on it; a run whose claim was taken over writes nothing more.
"""

import logging
import secrets
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jejaring.market import Market
from jejaring.planning import NotSolved, Plan, verify
from jejaring.planning.entering import entering_prices
from jejaring.planning.pinned import PinFault, signed_pins
from jejaring.planning.planner import Solved, solve_market
from jejaring.web.common import audit
from jejaring.web.rounds.accepted import Answers, answers_to, carried_over, still_offered
from jejaring.web.rounds.actions.rounds import planned, stopped
from jejaring.web.rounds.models import Attempt, Round
from jejaring.web.rounds.proposals import Proposals, proposals_of, with_exact
from jejaring.web.rounds.scope import listings_of
from jejaring.web.rounds.writing import Writing
from jejaring.web.trade.market import market_of

LOG = logging.getLogger("jejaring.rounds")
EXPLAINING = 1800.0
"""Seconds at most. Those left out who were not reached by then are told a bound on their price."""
TOLD_EVERY = 2.0
"""Seconds between two notes of how far a stage has come."""


class TakenOver(Exception):
    """Another run has the attempt in hand, or it is no longer wanted."""


class Unproven(Exception):
    """The plan did not verify."""


def run(key: int) -> None:
    """Make the attempt, unless it is made already or no longer wanted."""
    hand = _take(key)
    if hand is None:
        return
    try:
        _make(hand)
    except TakenOver:
        LOG.info("attempt %s was taken over", key)
    except Unproven as fault:
        _fail(hand, _("Rencananya tidak terbukti: %(check)s.") % {"check": fault})
    except PinFault as fault:
        _fail(hand, fault.say("id"))
    except NotSolved as fault:
        _fail(hand, _("Rencananya tidak ditemukan: %(why)s") % {"why": fault})


class Hand:
    """An attempt taken in hand: how far it has come is told through it, and it knows when it was lost."""

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self.told = 0.0

    def tell(self, stage: str, share: float = 0.0) -> None:
        """Note the stage and how much of it is done.

        Raises
        ------
        TakenOver
        """
        now = time.monotonic()
        if stage == self.attempt.stage and now - self.told < TOLD_EVERY:
            return
        self.told, self.attempt.stage = now, stage
        mine = Attempt.objects.filter(pk=self.attempt.pk, claim=self.attempt.claim)
        if not mine.update(stage=stage, share=min(max(share, 0.0), 1.0), progressed=timezone.now()):
            raise TakenOver

    def locked(self) -> Attempt:
        """The attempt as it is now, held until the transaction ends.

        Raises
        ------
        TakenOver
        """
        current = (
            Attempt.objects.select_for_update(of=("self",)).select_related("round").get(pk=self.attempt.pk)
        )
        if current.claim != self.attempt.claim or current.state != Attempt.State.RUNNING:
            raise TakenOver
        return current


@transaction.atomic
def _take(key: int) -> Hand | None:
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("round").get(pk=key)
    if attempt.state not in (Attempt.State.QUEUED, Attempt.State.RUNNING):
        return None
    attempt.state, attempt.claim = Attempt.State.RUNNING, secrets.token_hex(16)
    attempt.stage, attempt.share, attempt.progressed = "", 0.0, timezone.now()
    attempt.save(update_fields=["state", "claim", "stage", "share", "progressed"])
    return Hand(attempt)


def _make(hand: Hand) -> None:
    """The steps in their order."""
    attempt = hand.attempt
    market, earlier, answers = _market(hand)
    solved = _solved(hand, market, earlier, answers)
    best = solved.plan(progress=_between(hand))
    hand.tell("verify")
    verdict = verify(market, best)
    if not verdict:
        raise Unproven(", ".join(fault.name for fault in verdict.faults))
    proposals = proposals_of(market, best)
    hand.tell("explain")
    proposals = replace(proposals, outcomes=_explained(hand, solved, best, proposals.outcomes))
    hand.tell("write")
    agreed: dict[str, int] = {}
    if earlier is not None and answers is not None:
        parts, agreed = carried_over(proposals.parts, earlier, best, answers)
        proposals = replace(proposals, parts=parts)
    _write_files(attempt, market, best)
    Writing(attempt, hand.locked, lambda share: hand.tell("write", share)).write(proposals, agreed)
    _finish(hand, best, proposals)


def _market(hand: Hand) -> tuple[Market, Plan | None, Answers | None]:
    """The market to plan; of a later attempt also the plan before it and the answers to that."""
    attempt = hand.attempt
    hand.tell("freeze")
    if attempt.number == 1:
        return _frozen(hand), None, None
    before = Attempt.objects.select_related("round").get(round=attempt.round, number=attempt.number - 1)
    earlier, answers = Plan.read(before.folder / "plan"), answers_to(before)
    market = still_offered(Market.read(before.folder / "market"), earlier, answers)
    return market, earlier, answers


def _frozen(hand: Hand) -> Market:
    """The round's market: taken down once, then always the same."""
    round = Round.objects.get(pk=hand.attempt.round_id)
    folder = round.folder / "market"
    if round.market_hash:
        return Market.read(folder)
    today = timezone.localdate()
    snapshot = market_of(listings_of(round, today), today=today)
    snapshot.market.write(folder)
    market = Market.read(folder)
    with transaction.atomic():
        current = hand.locked().round
        current.frozen, current.market_hash = timezone.now(), market.hash
        current.listings = sum(table.height for table in market.listings.values())
        current.left_out = len(snapshot.left_out)
        current.save(update_fields=["frozen", "market_hash", "listings", "left_out"])
        audit.record(
            "round.market_frozen", current, actor=None, market=market.hash, listings=current.listings
        )
    return market


def _solved(hand: Hand, market: Market, earlier: Plan | None, answers: Answers | None) -> Solved:
    """The optimum around what was accepted; what cannot be kept of that is let go, and noted."""
    told = _between(hand)
    if earlier is None or answers is None:
        return solve_market(market, progress=told)
    names, unpinned = list(answers.pinned), []
    ends = {name: {seller, buyer} for name, seller, buyer in earlier.practical_trades.select(
        "trade", "seller", "buyer"
    ).iter_rows()}  # fmt: skip
    while True:
        try:
            pins = signed_pins(market, earlier, names) if names else None
            solved = solve_market(market, pinned=pins, progress=told)
            break
        except PinFault as fault:
            lacks = str(fault.values.get("listing", ""))
            gone = [name for name in names if lacks in ends[name] and name not in answers.agreed]
            if not gone:
                raise
            unpinned += gone
            names = [name for name in names if name not in gone]
    hand.attempt.unpinned = unpinned
    return solved


def _explained(hand: Hand, solved: Solved, best: Plan, outcomes: pl.DataFrame) -> pl.DataFrame:
    """At which price those left out would be in; of what only whole units leave out, no price tells."""
    offered = pl.concat(
        table.filter(pl.col("quantity") > 0).select("id") for table in solved.market.listings.values()
    )
    used = best.levels.filter(pl.col("level") > 0)["listing"].unique()
    left = outcomes.filter(
        pl.col("level") <= 0,
        pl.col("listing").is_in(offered["id"].implode()) & ~pl.col("listing").is_in(used.implode()),
    )["listing"]
    prices: dict[str, float | None] = {}
    until = time.monotonic() + EXPLAINING
    try:
        for listing, price in entering_prices(solved, left):
            prices[listing] = price
            hand.tell("explain", len(prices) / len(left))
            if time.monotonic() > until:
                break
    except NotSolved as fault:
        LOG.warning("attempt %s: no prices for those left out: %s", hand.attempt.pk, fault)
    return with_exact(outcomes, prices)


def _between(hand: Hand) -> Callable[[str, float], None]:
    """Tells stages; the solver is not interrupted from within, so a lost claim is noticed between stages."""

    def tell(stage: str, share: float) -> None:
        if share == 0.0:
            hand.tell(stage)
            return
        try:
            hand.tell(stage, share)
        except TakenOver:
            LOG.info("attempt %s was taken over while solving", hand.attempt.pk)

    return tell


def _write_files(attempt: Attempt, market: Market, best: Plan) -> None:
    market.write(attempt.folder / "market")
    best.write(attempt.folder / "plan", replace=True)
    _archive(attempt.folder, attempt.archive)


def _archive(folder: Path, archive: Path) -> None:
    """The folder in one file, which appears whole."""
    beside = archive.with_suffix(".part")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                packed.write(file, file.relative_to(folder))
    beside.replace(archive)


@transaction.atomic
def _finish(hand: Hand, best: Plan, proposals: Proposals) -> None:
    attempt = hand.locked()
    attempt.state, attempt.stage, attempt.share = Attempt.State.VERIFIED, "", 1.0
    attempt.made = attempt.progressed = timezone.now()
    attempt.market_hash, attempt.digest = best.market_hash, best.digest
    attempt.surplus, attempt.loss = int(best.practical_surplus), best.practical_loss
    attempt.solver, attempt.seconds = best.solver, best.seconds
    attempt.unpinned = hand.attempt.unpinned
    kept = int(proposals.parts["kept"].sum()) if "kept" in proposals.parts.columns else 0
    attempt.counts = {
        "listings": proposals.outcomes.height,
        "listings_used": int((proposals.outcomes["level"] > 0).sum()),
        "cooperatives": proposals.parts["cooperative"].n_unique(),
        "trades": proposals.trades.height,
        "chains": proposals.chains.height,
        "parts": proposals.parts.height,
        "kept": kept,
    }
    attempt.save()
    planned(attempt=attempt)


def _fail(hand: Hand, reason: str) -> None:
    LOG.warning("attempt %s stopped: %s", hand.attempt.pk, reason)
    with transaction.atomic(), translation.override("id"):
        try:
            attempt = hand.locked()
        except TakenOver:
            return
        attempt.state, attempt.claim = Attempt.State.FAILED, ""
        attempt.save(update_fields=["state", "claim"])
        stopped(attempt=attempt, reason=reason)
