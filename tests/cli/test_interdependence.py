"""`jejaring interdependence` writes tables that add up and a page of pictures that says what they show."""

import polars as pl
import pytest


@pytest.mark.parametrize(
    ("lang", "title", "sector"),
    [
        ("id", "Siapa bergantung pada siapa", "kebutuhan akhir"),
        ("en", "Who depends on whom", "final needs"),
    ],
)
def test_tables_and_pictures(jejaring, planned, tmp_path, lang, title, sector):
    told = jejaring("interdependence", *planned, "--out", tmp_path / "hasil", lang=lang)
    assert told.status == 0, told.err
    trades = pl.read_csv(planned[1] / "trades.csv")
    value = (trades["quantity"] * trades["price_origin"]).sum()
    for name in ("provinces", "sectors", "cooperatives"):
        assert pl.read_csv(tmp_path / "hasil" / f"{name}.csv")["value"].sum() == pytest.approx(value)
    partners = pl.read_csv(tmp_path / "hasil" / "partners.csv").sort("cooperative")
    assert partners["from_raw"].to_list() == pytest.approx([0.0, partners["from_raw"][1], 2.0])
    page = (tmp_path / "hasil" / "interdependence.html").read_text(encoding="utf-8")
    assert f"<h1>{title}</h1>" in page
    assert sector in page
    assert page.count('class="ribbon"') == 2  # leather to Bali, shoes to Aceh
    assert page.count("<desc") == 2
    assert "<script" not in page


def test_what_stands_there_is_kept(jejaring, planned, tmp_path):
    where = tmp_path / "hasil"
    assert jejaring("interdependence", *planned, "--out", where).status == 0
    told = jejaring("interdependence", *planned, "--out", where)
    assert (told.status, "--replace" in told.err) == (2, True)
    assert jejaring("interdependence", *planned, "--out", where, "--replace").status == 0
    (where / "surat.txt").write_text("penting")
    told = jejaring("interdependence", *planned, "--out", where, "--replace", lang="id")
    assert (told.status, "berkas lain" in told.err) == (2, True)
    assert (where / "surat.txt").exists()
