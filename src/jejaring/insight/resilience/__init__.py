"""What is lost, and who is hurt, when something fails; and what would help.

A `Scenario` is something that fails. `Replanner` finds the best plan without it, from the basis of the plan
as it was; `results_of` asks that of many scenarios on any executor, keeping results as they come. `ranking`
says which failures lose most, `hurt` who bears them, `strengthenings` which extra capacity or lane would help
most.
"""

from jejaring.insight.resilience.ensemble import results_of
from jejaring.insight.resilience.kept import Kept
from jejaring.insight.resilience.ranking import HURT_COLUMNS, RANKING_COLUMNS, hurt, ranking
from jejaring.insight.resilience.replan import Replanner, Result
from jejaring.insight.resilience.scenarios import (
    Scenario,
    cooperative_fails,
    ferry_fails,
    harvest_falls,
    lane_fails,
    port_fails,
    region_fails,
)
from jejaring.insight.resilience.strengthen import strengthenings
from jejaring.insight.resilience.used import cooperatives_of, ferries_of, lanes_of, ports_of

__all__ = [
    "HURT_COLUMNS",
    "RANKING_COLUMNS",
    "Kept",
    "Replanner",
    "Result",
    "Scenario",
    "cooperative_fails",
    "cooperatives_of",
    "ferries_of",
    "ferry_fails",
    "harvest_falls",
    "hurt",
    "lane_fails",
    "lanes_of",
    "port_fails",
    "ports_of",
    "ranking",
    "region_fails",
    "results_of",
    "strengthenings",
]
