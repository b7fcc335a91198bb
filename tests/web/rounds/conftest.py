"""The trading tests' cooperatives, people, listings and proposals."""

import pytest
from tests.web.trade.conftest import (  # noqa: F401
    cooperative,
    coordinator,
    forgetful,
    listing,
    person,
    proposal,
    terms,
    yesterday,
)


@pytest.fixture(autouse=True)
def plans(settings, tmp_path):
    settings.PLANS_ROOT = tmp_path / "plans"
