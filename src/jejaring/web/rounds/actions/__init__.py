"""What can be done with plans and rounds: one transaction and one row of the audit trail each."""

from jejaring.web.rounds.actions.answers import accept, decline
from jejaring.web.rounds.actions.published import NotProven, publish
from jejaring.web.rounds.actions.rounds import (
    announce,
    cancel,
    close,
    freeze,
    open_round,
    planned,
    retry,
    stopped,
)
from jejaring.web.rounds.actions.settling import freeze_due, settle, settle_due

__all__ = [
    "NotProven",
    "accept",
    "announce",
    "cancel",
    "close",
    "decline",
    "freeze",
    "freeze_due",
    "open_round",
    "planned",
    "publish",
    "retry",
    "settle",
    "settle_due",
    "stopped",
]
