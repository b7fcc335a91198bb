"""The records of planning and of rounds, one in each file."""

from jejaring.web.rounds.models.attempt import Attempt
from jejaring.web.rounds.models.chain import Chain
from jejaring.web.rounds.models.feed import Feed
from jejaring.web.rounds.models.load import Load
from jejaring.web.rounds.models.outcome import Outcome
from jejaring.web.rounds.models.part import Part
from jejaring.web.rounds.models.planned_listing import PlannedListing
from jejaring.web.rounds.models.published_plan import PublishedPlan
from jejaring.web.rounds.models.round import Round
from jejaring.web.rounds.models.trade import Trade

__all__ = [
    "Attempt",
    "Chain",
    "Feed",
    "Load",
    "Outcome",
    "Part",
    "PlannedListing",
    "PublishedPlan",
    "Round",
    "Trade",
]
