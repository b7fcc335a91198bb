"""plan, verify and explain on a small market."""

import json

from jejaring.cli.work import plan as work
from jejaring.planning.certificate.verdict import Check, Verdict


def test_plan_writes_a_folder_that_verifies(jejaring, shoes, tmp_path):
    planned = jejaring("plan", shoes, "--out", tmp_path / "rencana")
    assert planned.status == 0, planned.err
    assert "Rp5,650,000" in planned.out  # 50 x (200,000 - 60,000 - 6,000 - 0.5 x (40,000 + 2,000))
    assert {file.name for file in (tmp_path / "rencana").iterdir()} == {
        "plan.json",
        "trades.csv",
        "levels.csv",
        "prices.csv",
        "gains.csv",
        "chains.csv",
        "carriage.csv",
        "pinned.csv",
        "pinned_carriage.csv",
        "practical_trades.csv",
        "practical_carriage.csv",
        "practical_levels.csv",
        "practical_gains.csv",
        "report.html",
    }
    verified = jejaring("verify", shoes, tmp_path / "rencana")
    assert verified.status == 0
    assert "✗" not in verified.out


def test_a_plan_that_was_tampered_with_fails(jejaring, shoes, tmp_path):
    plan = tmp_path / "rencana"
    assert jejaring("plan", shoes, "--out", plan).status == 0
    levels = plan / "levels.csv"
    levels.write_text(levels.read_text().replace("50.0", "50.5"))
    verified = jejaring("verify", shoes, plan)
    assert verified.status == 1
    assert "✗" in verified.out
    assert "does NOT verify" in verified.err


def test_a_plan_that_does_not_hold_is_never_put_in_place(jejaring, shoes, tmp_path, monkeypatch):
    broken = Verdict((Check("balances", 2.0, "toko-c"),), 0.0, 0.0)
    monkeypatch.setattr(work, "verify", lambda market, plan: broken)
    planned = jejaring("plan", shoes, "--out", tmp_path / "rencana")
    assert planned.status == 1
    assert "✗" in planned.err
    assert "toko-c" in planned.err
    assert not planned.out
    assert {path.name for path in tmp_path.iterdir()} == {"pasar"}


def test_explain_tells_a_used_listing_its_trades(jejaring, shoes, tmp_path):
    jejaring("plan", shoes, "--out", tmp_path / "rencana")
    told = jejaring("explain", shoes, tmp_path / "rencana", "kulit-a")
    assert told.status == 0
    assert "Used: 25 m²" in told.out
    assert "toko-c" in told.out


def test_explain_tells_an_unused_listing_what_it_is_worth(jejaring, shoes, tmp_path):
    jejaring("plan", shoes, "--out", tmp_path / "rencana")
    told = jejaring("explain", shoes, tmp_path / "rencana", "kulit-mahal", lang="id")
    assert told.status == 0
    assert "Tidak dipakai" in told.out


def test_explain_names_the_nearest_of_an_unknown_listing(jejaring, shoes, tmp_path):
    jejaring("plan", shoes, "--out", tmp_path / "rencana")
    told = jejaring("explain", shoes, tmp_path / "rencana", "kulit-aa")
    assert told.status == 2
    assert "kulit-a" in told.err


def test_plan_json_says_what_was_found(jejaring, shoes, tmp_path):
    jejaring("plan", shoes, "--out", tmp_path / "rencana")
    facts = json.loads((tmp_path / "rencana" / "plan.json").read_text())
    assert facts["periods"] == ["all"]
    assert facts["gap"] < 1e-6
    assert facts["counts"]["chains"] == 1
    assert len(facts["market_hash"]) == 64


def test_a_sample_is_the_same_for_the_same_seed(jejaring, tmp_path):
    for name in ("satu", "dua"):
        made = jejaring(
            "sample", "--listings", 60, "--cooperatives", 20, "--seed", 4, "--out", tmp_path / name
        )
        assert made.status == 0, made.err
    one, two = (
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("satu", "dua")
    )
    assert one == two
