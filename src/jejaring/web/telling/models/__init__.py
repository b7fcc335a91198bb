"""What was read and told, and the secret addresses of calendars."""

from jejaring.web.telling.models.calendar_address import CalendarAddress
from jejaring.web.telling.models.read_mark import ReadMark
from jejaring.web.telling.models.told import Told

__all__ = ["CalendarAddress", "ReadMark", "Told"]
