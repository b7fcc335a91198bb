"""What can be done in trade: one transaction and one row of the audit trail each."""

from jejaring.web.trade.actions.errors import ChangedMeanwhile, NotAllowed
from jejaring.web.trade.actions.listings import (
    change_listing,
    close_listing,
    create_listing,
    renew_listing,
)
from jejaring.web.trade.actions.photos import add_photo, remove_photo
from jejaring.web.trade.actions.prices import publish_prices
from jejaring.web.trade.actions.proposals import (
    Terms,
    accept,
    counter,
    expire_overdue,
    refuse,
    send_proposals,
    withdraw,
    write_message,
)

__all__ = [
    "ChangedMeanwhile",
    "NotAllowed",
    "Terms",
    "accept",
    "add_photo",
    "change_listing",
    "close_listing",
    "counter",
    "create_listing",
    "expire_overdue",
    "publish_prices",
    "refuse",
    "remove_photo",
    "renew_listing",
    "send_proposals",
    "withdraw",
    "write_message",
]
