"""People's records."""

from jejaring.web.accounts.models.person import Person
from jejaring.web.accounts.models.reading import Reading

__all__ = ["Person", "Reading"]
