import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RICE = ROOT.parent / "shared" / "markets" / "beras"


@pytest.mark.skipif(not RICE.exists(), reason="the rice market is not beside the checkout")
def test_on_the_rice_market():
    command = [sys.executable, "-m", "benchmarks.fair", str(RICE), "--repeat", "1"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    ratio, _ = re.search(r"^beras.*?(\S+) +(\S+)$", ended.stdout, re.M).groups()
    assert float(ratio) <= 2.0


def test_on_a_synthetic_market():
    command = [sys.executable, "-m", "benchmarks.fair", "--sizes", "1000", "--repeat", "1"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "1000-listings" in ended.stdout
