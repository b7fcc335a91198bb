"""Trade's records, one in each file."""

from jejaring.web.trade.models.listing import Listing

__all__ = ["Listing"]
