import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_both_sides_find_the_same_optimum(tmp_path):
    told = tmp_path / "told.json"
    command = [sys.executable, "-m", "benchmarks", "--sizes", "300", "--repeat", "1", "--out", str(told)]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stderr
    assert "linopy" in ended.stdout
    (size,) = json.loads(told.read_text())["sizes"]
    assert size["objectives_apart"] < 1e-6
    (run,) = size["runs"]
    assert run["jejaring"]["facts"]["verified"]
    assert run["jejaring"]["facts"]["objective"] > 0
