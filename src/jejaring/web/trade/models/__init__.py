"""Trade's records, one in each file."""

from jejaring.web.trade.models.listing import Listing
from jejaring.web.trade.models.photo import Photo
from jejaring.web.trade.models.price_guide import PriceGuide
from jejaring.web.trade.models.proposal import Proposal
from jejaring.web.trade.models.proposal_message import ProposalMessage
from jejaring.web.trade.models.proposal_step import ProposalStep
from jejaring.web.trade.models.stamp import Stamp
from jejaring.web.trade.models.submission import Submission

__all__ = [
    "Listing",
    "Photo",
    "PriceGuide",
    "Proposal",
    "ProposalMessage",
    "ProposalStep",
    "Stamp",
    "Submission",
]
