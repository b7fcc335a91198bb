"""`jejaring instalments`, `jejaring kur` and `jejaring cash-flow`: from the question to the answer."""

import json
import re

import polars as pl
import pytest

from jejaring.cli import main

DEBTS = """\
id,debtor,creditor,amount,due
a,kopi,pupuk,40000000,2026-12-10
b,pupuk,sangrai,15000000,2026-12-20
c,sangrai,kopi,90000000,2027-02-20
d,kopi,upah,25000000,2027-01-05
"""


@pytest.fixture
def jejaring(capsys):
    def run(*arguments, lang="en"):
        with pytest.raises(SystemExit) as ended:
            main(["--lang", lang, *map(str, arguments)])
        told = capsys.readouterr()
        return ended.value.code or 0, told.out + told.err

    return run


@pytest.fixture
def debts(tmp_path):
    file = tmp_path / "utang.csv"
    file.write_text(DEBTS)
    return file


def test_a_hundred_million_over_three_years(jejaring, tmp_path):
    out = tmp_path / "angsuran.csv"
    asked = ("instalments", "--amount", 100_000_000, "--rate", "6%", "--months", 36, "--start", "2026-01-15")
    status, told = jejaring(*asked, "--out", out)
    assert status == 0
    assert "Interest of Rp9,518,973 in all" in told
    assert "a flat rate of 3.17% a year" in told
    assert "6% computed flat would be Rp18,000,000" in told
    table = pl.read_csv(out)
    assert table["principal"].sum() == 100_000_000
    assert table["balance"].to_list()[-1] == 0


def test_harvests_paid_by_receivables_that_may_be_late(jejaring, debts):
    asked = ("instalments", "--amount", 36_000_000, "--rate", "6", "--start", "2026-11-24")
    days = ("--harvest", "2027-02-25", "--harvest", "2027-08-25")
    status, told = jejaring(*asked, *days, "--receivables", debts, "--party", "kopi")
    assert status == 0
    assert "Receivables in time: every instalment is paid on its day." in told
    assert "14 days late:\n  instalment 1 (2027-02-25) is short of Rp18,550,356 until 2027-03-06" in told
    assert "60 days late:" in told
    status, told = jejaring(*asked, *days, "--receivables", debts, "--party", "nobody", lang="id")
    assert status == 2
    assert "nobody" in told


def test_irregular_days_and_a_grace_period(jejaring):
    asked = ("instalments", "--amount", 1_000_000, "--rate", "6,5", "--start", "2026-01-01")
    assert "by days" in jejaring(*asked, "--on", "2026-03-01", "--on", "2026-09-01")[1].lower()
    assert jejaring(*asked, "--months", 6, "--grace", 3, "--step", 100)[0] == 0
    status, told = jejaring(*asked, "--on", "2026-03-01", "--on", "2026-02-01", lang="id")
    assert status == 2
    assert "2026-02-01 tidak sesudah 2026-03-01" in told


@pytest.mark.parametrize(("lang", "word"), [("id", "Ini indikasi"), ("en", "an indication")])
def test_kur_says_why_and_that_it_is_an_indication(jejaring, tmp_path, lang, word):
    out = tmp_path / "kur.json"
    asked = ("kur", "--amount", 60_000_000, "--purpose", "modal-kerja", "--applicant", "kelompok")
    more = ("--members", 12, "--agreement", "PKS-7", "--has", "nib", "--date", "2025-07-01", "--out", out)
    status, told = jejaring(*asked, *more, lang=lang)
    assert status == 0
    assert word in told
    assert "PKS-7" in told
    assert "Pasal 4 ayat (3) huruf a" in told
    record = json.loads(out.read_text())
    assert record["rule_set"] == "permenko-12-2025"
    assert (record["applicant"]["members"], record["applicant"]["agreement"]) == (12, "PKS-7")
    cited = set(re.findall(r"^  ([\w-]+): ", told, re.MULTILINE))
    assert cited <= set(record["sources"])


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(("day", "first"), [("2017-12-31", "2018-01-01"), ("2001-03-01", "2018-01-01")])
def test_a_day_without_rules_gets_a_clear_answer(jejaring, lang, day, first):
    asked = ("kur", "--amount", 1, "--purpose", "investment", "--applicant", "member", "--date", day)
    status, told = jejaring(*asked, lang=lang)
    assert status == 2
    assert day in told
    assert first in told


def test_rules_of_one_s_own_and_their_faults(jejaring, tmp_path):
    asked = ("kur", "--amount", 1, "--purpose", "investment", "--applicant", "member", "--date", "2030-01-01")
    status, told = jejaring(*asked, "--rules", tmp_path)
    assert status == 2
    assert ".toml" in told
    (tmp_path / "rusak.toml").write_text('id = "a"\nschemes = []\n')
    status, told = jejaring(*asked, "--rules", tmp_path, lang="id")
    assert status == 2
    assert len(told.strip().splitlines()) > 3
    assert "rusak.toml" in told


def test_there_and_not_there_at_once(jejaring):
    asked = ("kur", "--amount", 1, "--purpose", "investment", "--applicant", "member")
    assert jejaring(*asked, "--has", "npwp", "--lacks", "npwp")[0] == 2
    assert jejaring(*asked, "--applicant", "cooperative", "--agreement", "x", "--lacks", "agreement")[0] == 2


def test_the_gap_and_what_clearing_makes_of_it(jejaring, debts, tmp_path):
    picture = tmp_path / "kas.svg"
    asked = ("cash-flow", debts, "--party", "kopi", "--cash", 30_000_000, "--start", "2026-11-24")
    status, told = jejaring(*asked, "--out", picture)
    assert status == 0
    assert "gap of Rp35,000,000, from 2026-12-10 until 2027-02-20" in told
    assert "Closed by clearing: Rp15,000,000" in told
    assert "Still to be financed: Rp20,000,000" in told
    assert picture.read_text().startswith("<svg")
    assert jejaring(*asked, "--out", tmp_path / "kas.csv")[0] == 0
    assert pl.read_csv(tmp_path / "kas.csv")["balance"].min() == -35_000_000
    assert "always enough" in jejaring("cash-flow", debts, "--party", "sangrai", "--cash", 75_000_000)[1]


def test_a_folder_is_no_file_to_write(jejaring, debts, tmp_path):
    loan = ("instalments", "--amount", 5, "--rate", 0, "--months", 3)
    flow = ("cash-flow", debts, "--party", "kopi", "--start", "2026-11-24")
    kur = ("kur", "--amount", 1, "--purpose", "investasi", "--applicant", "anggota")
    for asked in (loan, flow, kur):
        status, told = jejaring(*asked, "--out", tmp_path, lang="id")
        assert status == 2
        assert "ini folder, padahal yang diperlukan berkas" in told


def test_bad_files_and_strangers_are_told(jejaring, debts, tmp_path):
    assert jejaring("cash-flow", debts, "--party", "x")[0] == 2
    assert jejaring("cash-flow", tmp_path / "tidak-ada.csv", "--party", "x", lang="id")[0] == 2
    debts.write_text(DEBTS.replace("40000000", "-1").replace("2027-01-05", "besok"))
    status, told = jejaring("cash-flow", debts, "--party", "kopi", lang="id")
    assert status == 2
    assert "besok" in told
