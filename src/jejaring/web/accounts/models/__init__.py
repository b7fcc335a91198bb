"""People."""

from jejaring.web.accounts.models.person import Person

__all__ = ["Person"]
