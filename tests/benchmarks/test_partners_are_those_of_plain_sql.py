import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_and_come_to_the_same(tmp_path):
    told = tmp_path / "told.json"
    sizes = ["--cooperatives", "100", "--listings", "600", "--questions", "10"]
    command = [sys.executable, "-m", "benchmarks.partners", *sizes, "--out", str(told)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.exists(), ended.stderr
    found = json.loads(told.read_text())
    assert found["apart"] < 0.01
    assert found["ratio"] > 0
