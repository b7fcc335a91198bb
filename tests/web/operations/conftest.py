"""A machine with a site in which everything exists once, and machines with nothing."""

import os
from itertools import count

import pytest
from tests.web.network import network
from tests.web.operations.machines import Machine
from tests.web.prepared import ON_POSTGRES

NUMBERS = count()


@pytest.fixture(scope="module")
def site(prepared_site, django_db_setup, django_db_blocker, tmp_path_factory):
    """The machine, and its network."""
    folder = tmp_path_factory.mktemp("machine")
    prepared_site.copied_to(folder)
    name = f"backed_up_{os.getpid()}_{next(NUMBERS)}"
    with django_db_blocker.unblock():
        if not ON_POSTGRES:
            machine = Machine(folder, "")
            with machine.used():
                yield machine, network()
            return
        with prepared_site.copied_on_the_server(name):
            machine = Machine(folder, name)
            with machine.used():
                yield machine, network()


@pytest.fixture
def empty(prepared_site, tmp_path):
    """A machine with nothing."""
    if not ON_POSTGRES:
        yield Machine(tmp_path / "new", "")
        return
    with prepared_site.nothing_on_the_server(f"empty_{os.getpid()}_{next(NUMBERS)}") as name:
        yield Machine(tmp_path / "new", name)
