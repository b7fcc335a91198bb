"""What a round's plan means for the network: who depends on whom, what would be lost, what is missing.

Worked out in the background once a plan is proven (`working`), kept in files beside it, and read for the page
(`kept`). It refuses to know who may see it. Who shows it does not read `working`, nor all that plans.
"""

from jejaring.web.rounds.insight.kept import Insight, insight_of

__all__ = ["Insight", "insight_of"]
