"""Every command of the README and the guides is run, and prints what they show."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REFRESH = ROOT / "tools" / "refresh_documents.py"


@pytest.mark.parametrize(
    "document",
    [
        "docs/market-files.md",
        "docs/finance.md",
        pytest.param("README.md", marks=pytest.mark.prove),
        pytest.param("docs/guide.id.md", marks=pytest.mark.prove),
        pytest.param("docs/guide.en.md", marks=pytest.mark.prove),
    ],
)
def test_a_document_shows_what_its_commands_print(document):
    command = [sys.executable, REFRESH, "--check", ROOT / document]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"{run.stdout}{run.stderr}\nRefresh it with: tools/refresh_documents.py"
