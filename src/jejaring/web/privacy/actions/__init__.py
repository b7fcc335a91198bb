"""Verbs of privacy."""

from jejaring.web.privacy.actions.erasing import erase, hold_back

__all__ = ["erase", "hold_back"]
