"""A chain in force."""

import pytest
from tests.web.agreements.world import Chain, chain


@pytest.fixture
def shoes(db) -> Chain:
    return chain()
