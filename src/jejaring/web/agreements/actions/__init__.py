"""What can be done with agreements and deliveries: one transaction and one row of the audit trail each."""

from jejaring.web.agreements.actions.agreements import (
    accept,
    amend,
    complete,
    decline,
    draft,
    propose,
    waited_for,
    withdraw,
)
from jejaring.web.trade.actions.errors import ChangedMeanwhile, NotAllowed

__all__ = [
    "ChangedMeanwhile",
    "NotAllowed",
    "accept",
    "amend",
    "complete",
    "decline",
    "draft",
    "propose",
    "waited_for",
    "withdraw",
]
