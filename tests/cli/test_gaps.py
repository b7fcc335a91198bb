"""`jejaring gaps` tells what is not served and from what price it could be, and keeps it in tables."""

import polars as pl
import pytest


@pytest.mark.parametrize(
    ("lang", "short", "none"),
    [
        ("id", "membayar Rp80.000, bisa dilayani di atas Rp8", "tidak menambah untung"),
        ("en", "pays Rp80,000, could be served above Rp8", "would gain nothing"),
    ],
)
def test_a_need_that_pays_too_little(jejaring, shoes, tmp_path, lang, short, none):
    needs = shoes / "needs.csv"
    needs.write_text(needs.read_text().replace("200000", "80000"))
    assert jejaring("plan", shoes, "--out", tmp_path / "rencana").status == 0
    told = jejaring("gaps", shoes, tmp_path / "rencana", "--out", tmp_path / "hasil", lang=lang)
    assert told.status == 0, told.err
    assert short in told.out
    assert none in told.out
    row = pl.read_csv(tmp_path / "hasil" / "unserved.csv").row(0, named=True)
    assert (row["need"], row["reason"], row["exact"]) == ("toko-c", "price", True)
    # half a square metre of leather and its freight, the work, and the freight of a pair
    assert row["price"] == pytest.approx(0.5 * (40_000 + 2_000) + 60_000 + 6_000)
    again = jejaring("gaps", shoes, tmp_path / "rencana", "--out", tmp_path / "hasil")
    assert (again.status, "--replace" in again.err) == (2, True)
