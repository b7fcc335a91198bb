import pytest
from market_files import read_files

from jejaring.market import Market


def test_a_market_replaces_a_market_whole(tmp_path):
    market = read_files(tmp_path / "source")
    stored = read_files(tmp_path / "other", stores="id,cooperative,commodity,quantity,price\nG1,K1,gkg,5,1\n")
    stored.write(tmp_path / "pasar")
    market.write(tmp_path / "pasar", "parquet")
    assert Market.read(tmp_path / "pasar") == market
    assert not (tmp_path / "pasar" / "stores.csv").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"source", "other", "pasar"}


def test_a_folder_with_anything_else_in_it_is_left_alone(tmp_path):
    market = read_files(tmp_path / "source")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text("dear members")
    for form in ("csv", "xlsx", "parquet"):
        with pytest.raises(FileExistsError):
            market.write(tmp_path / "papers", form)
    assert (tmp_path / "papers" / "letter.txt").read_text() == "dear members"


def test_a_failed_write_leaves_the_old_market(tmp_path, monkeypatch):
    market = read_files(tmp_path / "source")
    market.write(tmp_path / "pasar.xlsx")
    before = (tmp_path / "pasar.xlsx").read_bytes()
    monkeypatch.setattr("jejaring.market.write.SHEET_ROWS", 1)
    with pytest.raises(ValueError, match="write csv or parquet"):
        market.write(tmp_path / "pasar.xlsx")
    assert (tmp_path / "pasar.xlsx").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"source", "pasar.xlsx"}


def test_the_form_follows_from_the_name(tmp_path):
    market = read_files(tmp_path / "source")
    market.write(tmp_path / "pasar.xlsx")
    market.write(tmp_path / "pasar")
    assert (tmp_path / "pasar.xlsx").is_file()
    assert (tmp_path / "pasar" / "offers.csv").is_file()
