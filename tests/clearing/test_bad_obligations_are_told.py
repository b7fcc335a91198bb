"""Everything wrong with a file of obligations is told at once, and nothing is written."""

import pytest
from networks import obligations

from jejaring.clearing import ObligationFaults, read_obligations
from jejaring.cli import main

HEADER = "id,debtor,creditor,amount,due\n"
GOOD = "1,A,B,100,2026-01-31\n"


def faults(tmp_path, text, **given):
    file = tmp_path / "utang.csv"
    file.write_text(text)
    with pytest.raises(ObligationFaults) as refused:
        read_obligations(file, **given)
    return [(fault.row, fault.column, fault.kind) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("amount", "kind"),
    [
        ("0", "nothing_owed"),
        ("000", "nothing_owed"),
        ("-5", "negative_debt"),
        ("1.5", "fraction"),
        ("100.", "fraction"),
        ("9007199254740992", "too_much"),
        ("99999999999999999999999", "too_much"),
        ("1.500.000", "number_marks"),
        ("1.500", "number_marks"),
        ("Rp1.500", "number_marks"),
        ("seribu", "not_rupiah"),
        ("NaN", "not_rupiah"),
        ("inf", "not_rupiah"),
        ("1e6", "not_rupiah"),
        ("", "missing_cell"),
    ],
)
def test_amounts(tmp_path, amount, kind):
    assert faults(tmp_path, f"{HEADER}{GOOD}2,B,C,{amount},2026-01-31\n") == [(3, "amount", kind)]


def test_all_at_once(tmp_path):
    found = faults(
        tmp_path,
        HEADER.strip()
        + ",currency\n1,A,B,0,2026-01-31,IDR\n1,A,A,5,31-01-2026,USD\n,B,,7,,rp\n4,Z,A,3,2026-02-30,\n",
        parties=["A", "B"],
    )
    assert found == [
        (2, "amount", "nothing_owed"),
        (3, "creditor", "to_oneself"),
        (3, "currency", "currency"),
        (3, "due", "not_a_day"),
        (3, "id", "same_id"),
        (4, "creditor", "missing_cell"),
        (4, "due", "missing_cell"),
        (4, "id", "missing_cell"),
        (5, "debtor", "unknown_party"),
        (5, "due", "not_a_day"),
    ]


@pytest.mark.parametrize(
    "text",
    ["", "id,debtor\n1,A\n", HEADER.replace("amount", "jumlah") + GOOD, HEADER.replace(",", ";") + GOOD],
)
def test_files_that_are_no_table_of_obligations(tmp_path, text):
    assert faults(tmp_path, text)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_command_says_it_in_either_language_and_writes_nothing(tmp_path, capsys, language):
    (tmp_path / "utang.csv").write_text(f"{HEADER}1,A,A,-3,besok\n")
    out = tmp_path / "hasil"
    with pytest.raises(SystemExit) as ended:
        main(["--lang", language, "clear", str(tmp_path / "utang.csv"), "--out", str(out)])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.count("utang.csv, ") == 3
    assert ("berutang kepada dirinya" if language == "id" else "owes itself") in told
    assert not out.exists()


def test_reading_gives_what_is_written(tmp_path):
    debts = obligations(("1", "A", "B", 100), ("2", "Koperasi, Utama", 'C "x"', 2**53 - 1, 3))
    debts.table.write_csv(tmp_path / "utang.csv")
    assert read_obligations(tmp_path / "utang.csv").table.equals(debts.table)
