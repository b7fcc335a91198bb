"""The trading tests' cooperatives, people, listings and proposals; a round that a module makes once."""

from copy import deepcopy

import pytest
from tests.web.rounds.world import asked_once
from tests.web.trade.conftest import (  # noqa: F401
    cooperative,
    coordinator,
    listing,
    person,
    proposal,
    terms,
    yesterday,
)

from jejaring.web.rounds.models import Round


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    """A network with a round whose first proposals wait for answers; each test takes back what it writes."""
    with asked_once(django_db_blocker) as made:
        yield made, made.round


@pytest.fixture
def net(once):
    """The network of the module's `once`, for one test to change."""
    return deepcopy(once[0])


@pytest.fixture
def round(once):
    """The round of the module's `once`."""
    return Round.objects.get(pk=once[1].pk)
