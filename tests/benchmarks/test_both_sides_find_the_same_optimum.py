import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("goods", [pytest.param("keeping", marks=pytest.mark.prove), "all"])
def test_both_sides_find_the_same_optimum(goods, tmp_path):
    told = tmp_path / "told.json"
    asked = ["--sizes", "300", "--goods", goods, "--repeat", "1", "--out", str(told)]
    command = [sys.executable, "-m", "benchmarks", *asked]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stderr
    assert "linopy" in ended.stdout
    (market,) = json.loads(told.read_text())["markets"]
    assert market["objectives_apart"] < 1e-6
    (run,) = market["runs"]
    assert run["jejaring"]["facts"]["verified"]
    assert run["jejaring"]["facts"]["objective"] > 0
