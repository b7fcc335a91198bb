"""`jejaring clear` and `jejaring verify-clearing` from files to files."""

import json

import polars as pl
import pytest

from jejaring.cli import main

LOOP = (
    "id,debtor,creditor,amount,due\n1,10,20,100,2026-01-01\n2,20,30,100,2026-01-01\n3,30,10,200,2026-01-01\n"
)


@pytest.fixture
def jejaring(capsys):
    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["--lang", "en", *map(str, arguments)])
        told = capsys.readouterr()
        return ended.value.code or 0, told.out + told.err

    return run


@pytest.fixture
def debts(tmp_path):
    file = tmp_path / "utang.csv"
    file.write_text(LOOP)
    return file


def test_from_debts_to_what_remains(jejaring, debts, tmp_path):
    out = tmp_path / "hasil"
    status, told = jejaring("clear", debts, "--out", out)
    assert status == 0
    assert "Rp300 (75%) off 3 debts" in told
    assert pl.read_csv(out / "setoffs.csv").rows() == [(1, 100), (2, 100), (3, 100)]
    assert pl.read_csv(out / "remaining.csv").select("id", "amount").rows() == [(3, 100)]
    summary = json.loads((out / "summary.json").read_text())
    assert (summary["gross"], summary["cleared"], summary["share"]) == (400, 300, 0.75)
    assert jejaring("verify-clearing", debts, out)[0] == 0


def test_a_clearing_of_other_debts_does_not_verify(jejaring, debts, tmp_path):
    out = tmp_path / "hasil"
    jejaring("clear", debts, "--out", out)
    debts.write_text(LOOP.replace(",200,", ",300,"))
    status, told = jejaring("verify-clearing", debts, out)
    assert status == 1
    assert "does NOT verify" in told


def test_somebody_in_insolvency(jejaring, debts, tmp_path):
    out = tmp_path / "hasil"
    assert jejaring("clear", debts, "--out", out, "--insolvent", "20")[0] == 0
    assert json.loads((out / "summary.json").read_text())["cleared"] == 0
    status, told = jejaring("verify-clearing", debts, out)
    assert (status, "20, said to be insolvent" in " ".join(told.split())) == (0, True), (
        "who checks is told who was left out"
    )
    assert jejaring("clear", debts, "--out", tmp_path / "lain", "--insolvent", "99")[0] == 2


def test_what_stands_there_is_not_lost(jejaring, debts, tmp_path):
    out = tmp_path / "hasil"
    assert [jejaring("clear", debts, "--out", out, *more)[0] for more in ((), (), ("--replace",))] == [
        0,
        2,
        0,
    ]
    (out / "catatan.txt").write_text("penting")
    assert jejaring("clear", debts, "--out", out, "--replace")[0] == 2
    assert (out / "catatan.txt").exists()


@pytest.mark.parametrize("damaged", ["certificate.json", "setoffs.csv", "remaining.csv", "summary.json"])
@pytest.mark.parametrize("content", [None, "", "{]", "[1]", "id,amount\n1,x\n"])
def test_a_damaged_folder_is_told_without_a_traceback(jejaring, debts, tmp_path, damaged, content):
    out = tmp_path / "hasil"
    jejaring("clear", debts, "--out", out)
    if content is None:
        (out / damaged).unlink()
    else:
        (out / damaged).write_text(content)
    status, told = jejaring("verify-clearing", debts, out)
    assert status == 2
    assert damaged in told


def test_only_known_parties(jejaring, debts, tmp_path):
    members = tmp_path / "cooperatives.csv"
    members.write_text("id,name\n10,A\n20,B\n")
    status, told = jejaring("clear", debts, "--out", tmp_path / "hasil", "--parties", members)
    assert status == 2
    assert "30 is not in the list of parties" in told
