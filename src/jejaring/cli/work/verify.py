"""A plan checked against its market, check by check."""

from pathlib import Path

from jejaring.cli.console import NOT_VERIFIED, Speaker
from jejaring.cli.work.background import in_background
from jejaring.language import format_money
from jejaring.market import Market
from jejaring.planning import Plan, Verdict, verify
from jejaring.planning.progress import ProgressTold


def check_plan(speaker: Speaker, market: Path, plan: Path) -> int:
    """Verify the plan in the folder `plan`; the exit status."""
    with speaker.progress() as told:
        verdict = in_background(lambda: _verified(market, plan, told))
    for check in verdict.checks:
        where = "" if check.passed or not check.where else f" ({check.where})"
        speaker.print(f"{'✓' if check.passed else '✗'} {check.say(speaker.language)}{where}")
    speaker.print(speaker.phrase("verify-not-covered"))
    if not verdict:
        speaker.complain(speaker.phrase("verify-failed"))
        return NOT_VERIFIED
    speaker.say("verify-passed", surplus=format_money(verdict.surplus, speaker.language))
    return 0


def _verified(market: Path, plan: Path, told: ProgressTold) -> Verdict:
    told("read", 0.0)
    source, proposal = Market.read(market), Plan.read(plan)
    told("verify", 0.0)
    return verify(source, proposal)
