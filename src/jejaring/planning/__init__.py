"""From a market to the best plan, and the proof that it is the best.

Data flows one way: `Market` -> `Program` (a linear program as arrays) -> `Solution` (levels, flows
and prices) -> `Plan` (trades between listings, gains, chains). A plan does not care who solved its
program; `verify` recomputes everything from the market and the plan alone.
"""

from jejaring.planning.accounts import chain_accounts
from jejaring.planning.answers import what_became_of
from jejaring.planning.certificate import Verdict, verify
from jejaring.planning.folder import PlanFault, check_replaceable
from jejaring.planning.model import Plan
from jejaring.planning.planner import plan
from jejaring.planning.progress import ProgressTold
from jejaring.planning.solution import NotSolved

__all__ = [
    "NotSolved",
    "Plan",
    "PlanFault",
    "ProgressTold",
    "Verdict",
    "chain_accounts",
    "check_replaceable",
    "plan",
    "verify",
    "what_became_of",
]
