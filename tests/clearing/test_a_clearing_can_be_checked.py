"""`verify_clearing` accepts a clearing as made and rejects it after any one figure was changed."""

import json

import polars as pl
import pytest
from networks import obligations, random_obligations

from jejaring.clearing import clear, read_clearing, verify_clearing, write_clearing


@pytest.fixture
def loop(tmp_path):
    debts = obligations(
        ("1", "A", "B", 100),
        ("2", "B", "C", 80),
        ("3", "C", "A", 120),
        ("4", "A", "C", 50),
        ("5", "D", "A", 9),
    )
    write_clearing(debts, clear(debts), tmp_path / "bersih")
    return debts, tmp_path / "bersih"


@pytest.mark.parametrize("seed", range(40))
def test_as_made_it_is_accepted(seed, tmp_path):
    debts = random_obligations(seed)
    insolvent = debts.parties[:1] if seed % 3 == 0 else ()
    write_clearing(debts, clear(debts, insolvent), tmp_path / "bersih")
    verdict = verify_clearing(debts, read_clearing(tmp_path / "bersih"))
    assert verdict, [check for check in verdict.checks if not check.passed]


@pytest.mark.parametrize("row", range(5))
@pytest.mark.parametrize("change", [1, -1])
def test_a_changed_setoff_is_rejected(loop, row, change):
    debts, folder = loop
    file = folder / "setoffs.csv"
    table = pl.read_csv(file, schema_overrides={"id": pl.String})
    here = pl.int_range(pl.len()) == row
    table.with_columns(amount=pl.col("amount") + pl.when(here).then(change).otherwise(0)).write_csv(file)
    assert not verify_clearing(debts, read_clearing(folder))


def test_a_smaller_clearing_is_not_the_largest(loop):
    debts, folder = loop
    nothing = clear(debts, debts.parties)
    write_clearing(debts, nothing, folder, replace=True)
    stated = json.loads((folder / "certificate.json").read_text())
    (folder / "certificate.json").write_text(json.dumps(stated | {"left_out": []}))
    failed = [
        check.name for check in verify_clearing(debts, read_clearing(folder)).checks if not check.passed
    ]
    assert failed == ["largest"]


def test_what_remains_and_the_totals_must_match(loop):
    debts, folder = loop
    for name, before, after in (
        ("remaining.csv", ",9,", ",8,"),
        ("summary.json", '"gross": 359', '"gross": 360'),
    ):
        text = (folder / name).read_text()
        assert before in text
        (folder / name).write_text(text.replace(before, after))
        assert not verify_clearing(debts, read_clearing(folder))
        (folder / name).write_text(text)
    assert verify_clearing(debts, read_clearing(folder))


def test_a_missing_or_invented_row_is_rejected(loop):
    debts, folder = loop
    file = folder / "setoffs.csv"
    lines = file.read_text().splitlines(keepends=True)
    for changed in (lines[:-1], [*lines, "9,0\n"], [*lines, lines[-1]]):
        file.write_text("".join(changed))
        assert not verify_clearing(debts, read_clearing(folder))


def test_what_remains_clears_no_further(loop):
    debts, folder = loop
    rest = read_clearing(folder).remaining
    again = clear(type(debts).of(rest))
    assert again.cleared == 0
