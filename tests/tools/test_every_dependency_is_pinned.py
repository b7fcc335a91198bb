"""Every installed package is named with one version and its hashes, and not with where it comes from."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["run", "dev"])
def test_with_version_and_hashes(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    logical = re.sub(r"\\\n\s*", "", text)
    lines = [line for line in logical.splitlines() if line and not line.lstrip().startswith("#")]
    assert len(lines) > 50
    for line in lines:
        assert re.match(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^ ]+ ", line), line
        assert "--hash=sha256:" in line, line
    assert "index-url" not in text
    assert "://" not in re.sub(r"#.*", "", text)
