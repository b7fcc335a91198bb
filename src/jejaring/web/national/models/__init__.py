"""Releases of national figures and of rounds, one record in each file."""

from jejaring.web.national.models.counted import Counted
from jejaring.web.national.models.release import Release
from jejaring.web.national.models.round_picture import RoundPicture

__all__ = ["Counted", "Release", "RoundPicture"]
