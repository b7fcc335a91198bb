"""The proof of a plan, in one line for everyone and check by check for whoever wants to see.

It shows what `jejaring.planning.verify` found. It refuses to check anything itself.
"""

from typing import Any

from jejaring.planning import Plan, Verdict
from jejaring.report.wording import Wording

HASH_SHOWN = 12  # characters of the market's hash in the short line


def proof_view(plan: Plan, verdict: Verdict, w: Wording) -> dict[str, Any]:
    """The short line, the facts and every check."""
    holds = bool(verdict)
    return {
        "holds": holds,
        "word": w.say("proof-holds" if holds else "proof-broken"),
        "line": w.say(
            "proof-line" if holds else "proof-line-broken",
            surplus=w.money(verdict.surplus),
            bound=w.money(verdict.bound),
            gap=w.percent(verdict.gap, 6),
            count=w.number(len(verdict.faults)),
            hash=plan.market_hash[:HASH_SHOWN],
        ),
        "facts": [
            (w.say("fact-surplus"), w.money(verdict.surplus)),
            (w.say("fact-bound"), w.money(verdict.bound)),
            (
                w.say("fact-gap"),
                w.say(
                    "gap-figure",
                    money=w.money(abs(verdict.bound - verdict.surplus)),
                    share=w.percent(verdict.gap, 6),
                ),
            ),
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
