"""A process killed while it replaces a plan: the old plan is still there, for reading and for replacing."""

import signal
import subprocess
import sys

import pytest
from seeds import market_and_plan

from jejaring.planning import Plan, PlanFault

KILLED_BETWEEN = """
import os, signal, sys
from pathlib import Path
from jejaring.planning import Plan

rename = Path.rename

def once(self, target):
    rename(self, target)
    os.kill(os.getpid(), signal.SIGKILL)

Path.rename = once
Plan.read(sys.argv[1]).write(sys.argv[1], replace=True)
"""


@pytest.fixture
def killed(tmp_path):
    """The folder of a plan whose replacement was killed when the old one had made way."""
    folder = tmp_path / "rencana"
    market_and_plan(1)[1].write(folder)
    ended = subprocess.run([sys.executable, "-c", KILLED_BETWEEN, str(folder)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert not folder.exists()
    return folder


def test_it_is_read_as_before(killed):
    assert Plan.read(killed).digest == market_and_plan(1)[1].digest


def test_it_is_not_overwritten_unasked(killed):
    with pytest.raises(PlanFault):
        market_and_plan(2)[1].write(killed)
    assert Plan.read(killed).digest == market_and_plan(1)[1].digest
    assert killed.exists()


def test_it_can_be_replaced(killed):
    market_and_plan(2)[1].write(killed, replace=True)
    assert Plan.read(killed).digest == market_and_plan(2)[1].digest
    assert not list(killed.parent.glob(".*.replaced"))
