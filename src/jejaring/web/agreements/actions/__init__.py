"""What can be done with agreements and deliveries: one transaction and one row of the audit trail each."""

from jejaring.web.agreements.actions.agreements import (
    accept,
    amend,
    decline,
    draft,
    propose,
    waited_for,
    withdraw,
)
from jejaring.web.agreements.actions.completion import complete, reopen
from jejaring.web.agreements.actions.finishing import finish
from jejaring.web.agreements.actions.shipments import (
    confirm,
    correct,
    dispute,
    recall,
    receive,
    send,
    take_back,
)
from jejaring.web.agreements.actions.taking import NotYours
from jejaring.web.trade.actions.errors import ChangedMeanwhile, NotAllowed

__all__ = [
    "ChangedMeanwhile",
    "NotAllowed",
    "NotYours",
    "accept",
    "amend",
    "complete",
    "confirm",
    "correct",
    "decline",
    "dispute",
    "draft",
    "finish",
    "propose",
    "recall",
    "receive",
    "reopen",
    "send",
    "take_back",
    "waited_for",
    "withdraw",
]
