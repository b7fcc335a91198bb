"""Who depends on whom in a plan.

`dealings` puts beside every trade whose it is, from where to where and from what to what. `between` adds them
up by any two of these, `partners` says how concentrated each cooperative's suppliers and buyers are, `steps`
how far each stands from raw material and from the market, `loops` who supplies each other in a ring.
"""

from jejaring.insight.interdependence.dealings import DEALING_COLUMNS, dealings
from jejaring.insight.interdependence.loops import LOOP_COLUMNS, loops
from jejaring.insight.interdependence.partners import PARTNER_COLUMNS, partners
from jejaring.insight.interdependence.steps import STEP_COLUMNS, steps
from jejaring.insight.interdependence.tables import BETWEEN_COLUMNS, between

__all__ = [
    "BETWEEN_COLUMNS",
    "DEALING_COLUMNS",
    "LOOP_COLUMNS",
    "PARTNER_COLUMNS",
    "STEP_COLUMNS",
    "between",
    "dealings",
    "loops",
    "partners",
    "steps",
]
