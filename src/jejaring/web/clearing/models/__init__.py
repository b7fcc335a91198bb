"""Clearing rounds, consents, what is to be set off, and who is insolvent; one record in each file."""

from jejaring.web.clearing.models.clearing_round import ClearingRound
from jejaring.web.clearing.models.consent import Consent
from jejaring.web.clearing.models.insolvency import Insolvency
from jejaring.web.clearing.models.planned import PlannedSetOff

__all__ = ["ClearingRound", "Consent", "Insolvency", "PlannedSetOff"]
