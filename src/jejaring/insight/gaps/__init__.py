"""What is missing: needs nobody serves, and where one more mill, tannery or store would gain most.

`unserved` says of every need that gets less than it asks whether anybody could serve it, and from what price
on; `openings` where new work would pay, by dual prices checked by replanning.
"""

from jejaring.insight.gaps.openings import openings
from jejaring.insight.gaps.unserved import UNSERVED_COLUMNS, unserved

__all__ = ["UNSERVED_COLUMNS", "openings", "unserved"]
