"""Explain, what-if and savings answer in sentences, in both languages, and tell what they could not read."""

import csv
import re

import pytest

from jejaring.planning import Plan


def test_explain_says_below_what_price_an_unused_offer_comes_in_and_whom_it_replaces(jejaring, planned):
    told = jejaring("explain", *planned, "kulit-mahal").out
    price = re.search(r"used below Rp([\d,.]+) per m²", told)
    assert price is not None
    assert float(price[1].replace(",", "")) == pytest.approx(40000.0)
    assert "kulit-a (Koperasi Contoh Kulit) is used for 1 less" in told


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("listing", ["kulit-a", "jahit-b", "toko-c"])
def test_explain_tells_a_used_listing_why_its_price_is_settled(jejaring, planned, listing, lang):
    told = jejaring("explain", *planned, listing, lang=lang)
    assert told.status == 0, told.err
    assert ("Harganya hanya bisa Rp" if lang == "id" else "Its price could only be Rp") in told.out
    assert "× Rp" in told.out
    assert not re.search(r"(used for|kurang|lebih) 0 ", told.out)
    assert any(name in told.out for name in (("Kulit", "Sepatu") if lang == "id" else ("Leather", "Shoes")))


def test_explain_tells_between_what_prices_a_trade_of_two_could_be(jejaring, tmp_path):
    tables = {
        "cooperatives": "id,name,region\nA,Koperasi Contoh A,32.05\nB,Koperasi Contoh B,32.05\n",
        "offers": "id,cooperative,commodity,quantity,price\njual,A,kakao-kering,1,10000\n",
        "needs": "id,cooperative,commodity,quantity,price\nbutuh,B,kakao-kering,1,20000\n",
        "capacities": "id,cooperative,recipe,quantity,price\n",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    assert jejaring("plan", tmp_path, "--out", tmp_path / "rencana").status == 0
    told = jejaring("explain", tmp_path, tmp_path / "rencana", "jual")
    assert "could not be below Rp10,000 per kg" in told.out
    assert "could not be above Rp20,000 per kg" in told.out


def test_what_if_a_price_rises_above_what_anyone_pays(jejaring, planned):
    told = jejaring("what-if", *planned, "--change", "toko-c.price=1000")
    assert told.status == 0, told.err
    assert "→ Rp0" in told.out
    assert "toko-c: drops out" in told.out
    assert "Koperasi Contoh Toko: -" in told.out


def test_what_if_in_indonesian_adds_removes_and_closes(jejaring, planned, tmp_path):
    told = jejaring(
        "what-if",
        *planned,
        "--add",
        "offers:id=kulit-b,cooperative=B,commodity=kulit,quantity=100,price=30000",
        "--remove",
        "kulit-mahal",
        "--close-lane",
        "32.05:51.04",
        "--out",
        tmp_path / "lain",
        lang="id",
    )
    assert told.status == 0, told.err
    assert "kulit-b: masuk" in told.out
    assert "kulit-a: keluar" in told.out
    assert Plan.read(tmp_path / "lain").surplus > 0


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("--change", "toko-c"),
        ("--change", "price=3"),
        ("--change", "toko-c.price"),
        ("--add", "offers"),
        ("--add", "offers:id"),
        ("--close-lane", "32.05"),
    ],
)
def test_a_change_that_is_none_is_told_with_how_it_is_written(jejaring, planned, option, text):
    told = jejaring("what-if", *planned, option, text, lang="id")
    assert told.status == 2
    assert option in told.err
    assert "Tulis" in told.err


def test_faults_of_changes_are_told_like_other_faults(jejaring, planned):
    told = jejaring("what-if", *planned, "--change", "toko-cc.price=1", "--change", "kulit-a.price=murah")
    assert told.status == 2
    assert "toko-c" in told.err
    assert "murah" in told.err


def test_no_change_asked_for(jejaring, planned):
    told = jejaring("what-if", *planned)
    assert told.status == 2
    assert "--close-region" in told.err


@pytest.mark.parametrize("lang", ["id", "en"])
def test_savings_scope_by_scope(jejaring, shoes, tmp_path, lang):
    table, regions = tmp_path / "hemat.csv", tmp_path / "baru" / "wilayah.csv"
    told = jejaring("savings", shoes, "--out", table, "--by-region", regions, lang=lang)
    assert told.status == 0, told.err
    assert told.out.count("Rp") >= 8
    by_province = list(csv.DictReader(regions.open(encoding="utf-8")))
    whole = {
        row["measure"]: float(row["value"]) for row in csv.DictReader(table.open()) if not row["subject"]
    }
    served = [float(row["value"]) for row in by_province if row["measure"] == "needs_served"]
    assert sum(served) >= whole["needs_served"] > 0
    rows = list(csv.DictReader(table.open(encoding="utf-8")))
    assert {row["scope"] for row in rows} == {"cooperative", "regency", "province", "network"}
    assert {"delivered_cost", "production_cost"} <= {row["measure"] for row in rows}


def test_savings_are_not_written_over_each_other_or_into_a_folder(jejaring, shoes, tmp_path):
    table = tmp_path / "hemat.csv"
    told = jejaring("savings", shoes, "--out", table, "--by-region", table)
    assert (told.status, "the same file" in told.err) == (2, True)
    assert jejaring("savings", shoes, "--by-region", tmp_path).status == 2
    assert not table.exists()


def test_a_confined_plan_is_written_reported_and_verified(jejaring, shoes, tmp_path):
    assert jejaring("plan", shoes, "--scope", "province", "--out", tmp_path / "sempit").status == 0
    assert (tmp_path / "sempit" / "report.html").stat().st_size > 0
    assert jejaring("verify", shoes, tmp_path / "sempit").status == 0
    assert jejaring("explain", shoes, tmp_path / "sempit", "kulit-a").status == 0
    told = jejaring("plan", shoes, "--scope", "pulau", "--out", tmp_path / "x", lang="id")
    assert told.status == 2
    assert "province" in told.err


def test_a_plan_of_less_than_a_milligram_is_told_as_any_other(jejaring, shoes):
    offers = shoes / "offers.csv"
    offers.write_text(
        "id,cooperative,commodity,quantity,price\nkulit-a,A,kulit,0.0000001,40000\n", encoding="utf-8"
    )
    told = jejaring("plan", shoes, "--out", shoes.parent / "rencana-kecil")
    assert told.status == 0, told.err
    assert (shoes.parent / "rencana-kecil" / "report.html").exists()


def test_ids_with_signs_in_them_are_told_as_they_are_and_can_be_changed(jejaring, shoes, tmp_path):
    offers = shoes / "offers.csv"
    offers.write_text(offers.read_text().replace("kulit-a", "k=1:cat:.b"), encoding="utf-8")
    planned = shoes, tmp_path / "rencana"
    assert jejaring("plan", shoes, "--out", planned[1]).status == 0
    assert jejaring("explain", *planned, "k=1:cat:.b").out.startswith("k=1:cat:.b: ")
    told = jejaring("what-if", *planned, "--change", "k=1:cat:.b.price=39999.5,minimum=1")
    assert told.status == 0, told.err
    assert jejaring("what-if", *planned, "--remove", "k=1:cat:.b").out.count("k=1:cat:.b: drops out") == 1


def test_explain_writes_units_as_people_do_and_promises_no_price_of_nothing(jejaring, shoes, tmp_path):
    goods = shoes / "commodities.csv"
    goods.write_text(goods.read_text().replace("pair", "pasang"), encoding="utf-8")
    assert jejaring("plan", shoes, "--out", tmp_path / "rencana").status == 0
    told = jejaring("explain", shoes, tmp_path / "rencana", "toko-c").out
    assert "needs 50 pair of Shoes" in told
    assert "pasang" not in told
    told = jejaring("explain", shoes, tmp_path / "rencana", "kulit-a").out
    assert "100 m² of Leather" in told
    assert "Not all of it would be used, however cheap." in told
    assert "less than Rp0" not in told


def test_a_confined_plan_is_explained_by_the_names_of_goods_and_asked_no_what_if(jejaring, shoes, tmp_path):
    planned = shoes, tmp_path / "sempit"
    assert jejaring("plan", shoes, "--scope", "regency", "--out", planned[1]).status == 0
    told = jejaring("explain", *planned, "kulit-a").out
    assert "of Leather, asking" in told
    assert "nobody here has a use for it" in told
    asked = jejaring("what-if", *planned, "--remove", "kulit-a")
    assert asked.status == 2
    assert "--scope" in asked.err
