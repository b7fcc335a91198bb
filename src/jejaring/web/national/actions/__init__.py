"""What can be done about national figures: one transaction and one row of the audit trail each."""

from jejaring.web.national.actions.picturing import picture, picture_due
from jejaring.web.national.actions.releasing import release, release_due

__all__ = ["picture", "picture_due", "release", "release_due"]
