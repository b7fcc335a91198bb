"""The notebook shows what running it shows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RICE = ROOT.parent / "shared" / "markets" / "beras"


@pytest.mark.prove
@pytest.mark.skipif(not RICE.exists(), reason="the rice market is not beside the checkout")
def test_the_rice_notebook_shows_what_it_shows():
    command = [sys.executable, "tools/run_notebook.py", "--check", "docs/rice.ipynb"]
    run = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"BERAS": str(RICE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, f"{run.stdout}{run.stderr}"


def test_what_a_cell_prints_and_its_last_value_are_kept(tmp_path):
    notebook = tmp_path / "buku.ipynb"
    notebook.write_text(
        '{"cells": [{"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], '
        '"source": ["print(1)\\n", "1 + 1"]}]}'
    )
    command = [sys.executable, "tools/run_notebook.py", str(notebook)]
    check = [*command, "--check"]
    assert subprocess.run(check, cwd=ROOT, check=False, capture_output=True).returncode == 1
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 0
    assert '"1\\n"' in notebook.read_text()
    assert '"2"' in notebook.read_text()
    assert subprocess.run(check, cwd=ROOT, check=False, capture_output=True).returncode == 0
