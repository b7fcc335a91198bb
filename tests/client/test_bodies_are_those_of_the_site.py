"""The client's types and calls are those of the site's description, and mypy tells a body that is wrong."""

import pytest
from mypy import api as mypy
from tools.client_shapes import CLIENT, described, files

RIGHT = """
from jejaring.client import Jejaring, calls

site = Jejaring("https://example.org")
made = calls.listings_create(
    site, {"cooperative": 12, "kind": "offers", "commodity": "gkg", "quantity": 900, "price": "7100.5"}
)
calls.agreements_decline(site, made["id"], {"reason": "terlalu mahal"}, seen=made.etag)
"""
WRONG = {
    '"quantity": 900': '"quantitty": 900',  # misspelt
    '"quantity": 900, ': "",  # missing
    '"kind": "offers"': '"kind": "offer"',  # there is no such kind
    '"cooperative": 12': '"cooperative": "12"',
    ", seen=made.etag": "",
    '"reason"': '"why"',
}


def test_they_are_written_anew_whenever_the_site_changes():
    for name, text in files(described()).items():
        assert (CLIENT / name).read_text(encoding="utf-8") == text, "python -m tools.client_shapes"


@pytest.mark.prove
def test_mypy_tells_every_kind_of_mistake(tmp_path, monkeypatch):
    monkeypatch.setenv("MYPYPATH", str(CLIENT.parents[1]))
    sources = [RIGHT, *(RIGHT.replace(right, wrong) for right, wrong in WRONG.items())]
    for number, source in enumerate(sources):
        path = tmp_path / f"asks_{number}.py"
        path.write_text(source, encoding="utf-8")
        told, _fault, status = mypy.run(
            ["--strict", "--config-file=", f"--cache-dir={tmp_path / 'cache'}", str(path)]
        )
        assert (status, f"asks_{number}.py:" in told) == ((1, True) if number else (0, False)), told
