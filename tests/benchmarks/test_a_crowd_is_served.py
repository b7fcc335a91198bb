import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.prove
def test_everybody_gets_every_page(tmp_path):
    told = tmp_path / "told.json"
    sizes = ["--people", "4", "--visits", "10", "--reading", "0.1", "--cooperatives", "5"]
    command = [sys.executable, "-m", "benchmarks.crowd", *sizes, "--out", str(told)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    found = json.loads(told.read_text())
    assert found["faults"] == []
    assert found["a_second"] > 0
    assert 0 < found["pages"]["all"]["p50"] <= found["pages"]["all"]["p99"]
