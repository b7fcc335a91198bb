"""Releases of national figures, one record in each file."""

from jejaring.web.national.models.counted import Counted
from jejaring.web.national.models.release import Release

__all__ = ["Counted", "Release"]
