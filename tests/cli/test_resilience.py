"""`jejaring resilience` tells what is lost and who is hurt, keeps it, and refuses what it cannot answer."""

import json

import polars as pl
import pytest


@pytest.fixture
def planned(planned_with):
    """The market of shoes and its plan with its basis."""
    return planned_with("--keep-basis")


def test_every_cooperative_of_the_plan_fails_and_the_results_are_kept(jejaring, planned, tmp_path):
    told = jejaring("resilience", *planned, "--strengthen", "--out", tmp_path / "hasil", lang="id")
    assert told.status == 0, told.err
    table = pl.read_csv(tmp_path / "hasil" / "ranking.csv")
    assert set(table["subject"]) == {"A", "B", "C"}
    surplus = json.loads((planned[1] / "plan.json").read_text())["surplus"]
    assert table["lost"].to_list() == pytest.approx([surplus] * 3)  # one chain: without any of them nothing
    assert "Koperasi Contoh Kulit" in told.out
    assert pl.read_csv(tmp_path / "hasil" / "hurt.csv")["difference"].sum() == pytest.approx(-3 * surplus)
    extra = pl.read_csv(tmp_path / "hasil" / "strengthen.csv")
    assert (extra["promised"] >= extra["gained"] - 1.0).all()
    again = jejaring("resilience", *planned, "--out", tmp_path / "hasil", lang="id")
    assert again.status == 0
    assert (tmp_path / "hasil" / "results.jsonl").read_text().count("\n") == 3


def test_failures_are_asked_for_one_by_one(jejaring, planned):
    told = jejaring("resilience", *planned, "--lane", "Garut:Gianyar", "--harvest", "kulit=0.5")
    assert told.status == 0, told.err
    assert "The lane Kabupaten Garut – Kabupaten Gianyar is cut" in told.out
    assert "The harvest of kulit falls by 50%: Rp0 lost" in told.out
    assert "1 need no longer served" in told.out


@pytest.mark.parametrize(
    ("wish", "answer"),
    [
        (["--cooperative", "Z"], 'no cooperative "Z"'),
        (["--lane", "Garut"], "Write two regencies"),
        (["--lane", "32.05:12.71"], "no lane"),
        (["--port", "Tanjung Priok"], "own freight table"),
        (["--every", "ports"], "pass no port"),
        (["--harvest", "emas"], 'Nobody offers a commodity "emas"'),
        (["--harvest", "kulit@Atlantis"], '"Atlantis" is not one region'),
        (["--harvest", "kulit=x"], "is not understood"),
    ],
)
def test_what_is_not_known_is_told(jejaring, planned, wish, answer):
    told = jejaring("resilience", *planned, *wish)
    assert told.status == 2
    assert answer in told.err


def test_a_plan_of_another_market_or_one_that_was_changed_is_refused(jejaring, planned, shoes):
    levels = planned[1] / "levels.csv"
    text = levels.read_text()
    levels.write_text(text.replace("kulit-a,all,25.0", "kulit-a,all,24.0"))
    assert text != levels.read_text()
    told = jejaring("resilience", *planned)
    assert (told.status, "does not verify" in told.err) == (2, True)
    levels.write_text(text)
    needs = shoes / "needs.csv"
    needs.write_text(needs.read_text().replace("200000", "210000"))
    assert "another market" in jejaring("resilience", *planned).err


def test_an_empty_plan_has_nothing_to_lose(jejaring, shoes, tmp_path):
    needs = shoes / "needs.csv"
    needs.write_text(needs.read_text().replace("200000", "1"))
    assert jejaring("plan", shoes, "--out", tmp_path / "rencana").status == 0
    told = jejaring("resilience", shoes, tmp_path / "rencana", lang="id")
    assert (told.status, "tidak berisi transaksi" in told.err) == (2, True)
