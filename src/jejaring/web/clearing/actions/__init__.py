"""What can be done with clearing rounds: one transaction and one row of the audit trail each."""

from jejaring.web.clearing.actions.consents import give, revoke
from jejaring.web.clearing.actions.insolvency import say_insolvent
from jejaring.web.clearing.actions.posting import post, reverse
from jejaring.web.clearing.actions.rounds import cancel, compute, open_round

__all__ = ["cancel", "compute", "give", "open_round", "post", "reverse", "revoke", "say_insolvent"]
