"""The trading tests' cooperatives, people, listings and proposals."""

from tests.web.trade.conftest import (  # noqa: F401
    cooperative,
    coordinator,
    listing,
    person,
    proposal,
    terms,
    yesterday,
)
