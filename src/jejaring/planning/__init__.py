"""From a market to the best plan, and the proof that it is the best.

Data flows one way: `Market` -> `Program` (a linear program as arrays) -> `Solution` (levels, flows
and prices) -> `Plan` (trades between listings, gains, chains). A plan does not care who solved its
program; `verify` recomputes everything from the market and the plan alone.
"""

from jejaring.planning.accounts import chain_accounts
from jejaring.planning.certificate import Verdict, verify
from jejaring.planning.folder import PlanFault
from jejaring.planning.model import Plan
from jejaring.planning.planner import plan

__all__ = ["Plan", "PlanFault", "Verdict", "chain_accounts", "plan", "verify"]
