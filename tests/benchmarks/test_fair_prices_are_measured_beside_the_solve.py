"""The benchmark of fair prices measures both steps, and fails where prices take more than they may.

How long they take is its claim (docs/benchmarks.md), not this test's: a busy machine fails nothing here.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.fair import BLINK, MOST, is_within
from benchmarks.steps import Steps

ROOT = Path(__file__).parents[2]
ROW = r"^1000-listings +1,000 +(\S+) s +(\S+) s +(\S+) +(\S+)$"


def test_on_a_synthetic_market():
    command = [sys.executable, "-m", "benchmarks.fair", "--sizes", "1000", "--repeat", "1"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    solve, prices, ratio, of_cpu = (float(cell) for cell in re.search(ROW, ended.stdout, re.M).groups())
    assert min(solve, prices, ratio, of_cpu) > 0
    assert ended.returncode == (1 if "fair prices take more than" in ended.stderr else 0), ended.stderr


@pytest.mark.parametrize(
    ("solve", "price", "within"), [(1.0, MOST, True), (1.0, MOST + 0.1, False), (BLINK / 2, 1.0, True)]
)
def test_what_fails(solve, price, within):
    took = {"solve": solve, "price": price}
    run = Steps(seconds=took, cpu_seconds=took, facts={"listings": 10})
    assert is_within("market", [run]) is within
