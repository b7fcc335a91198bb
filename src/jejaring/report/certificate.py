"""The proof of a plan, in one line for everyone and check by check for whoever wants to see.

It shows what `jejaring.planning.verify` found. It refuses to check anything itself.
"""

from typing import Any

from jejaring.planning import Plan, Verdict
from jejaring.report.wording import Wording

EXACT = 1e-9  # of the surplus: a gap below it is rounding and not money anybody could have


def proof_view(plan: Plan, verdict: Verdict, w: Wording) -> dict[str, Any]:
    """The short line, the facts and every check."""
    holds = bool(verdict)
    reached = verdict.gap <= EXACT
    missing = w.say(
        "gap-figure", money=w.money(abs(verdict.bound - verdict.surplus)), share=w.percent(verdict.gap, 6)
    )
    return {
        "holds": holds,
        "word": w.say("proof-holds" if holds else "proof-broken"),
        "line": w.say(
            "proof-line" if holds else "proof-line-broken",
            surplus=w.money(verdict.surplus),
            count=w.number(len(verdict.faults)),
        ),
        "facts": [
            (w.say("fact-surplus"), w.money(verdict.surplus)),
            (w.say("fact-bound"), w.say("bound-same") if reached else w.money(verdict.bound)),
            (w.say("fact-gap"), w.say("gap-none") if reached else missing),
            (
                w.say("fact-solver"),
                w.say("fact-seconds", solver=plan.solver, seconds=w.number(plan.seconds, 2)),
            ),
            (w.say("fact-hash"), plan.market_hash),
        ],
        "checks": [
            {
                "text": check.say(w.language),
                "measured": w.percent(check.off_by, 2),
                "where": check.where,
                "holds": check.passed,
            }
            for check in verdict.checks
        ],
    }
