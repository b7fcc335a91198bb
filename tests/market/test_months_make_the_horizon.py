import polars as pl
from market_files import SOUND, only_fault, read_files

HEADER = "id,cooperative,commodity,quantity,price,from,until\n"


def test_the_horizon_runs_from_the_first_to_the_last_month_named(tmp_path):
    market = read_files(
        tmp_path,
        offers=HEADER + "A1,K1,gkg,1,1,2026-11,\nA2,K1,gkg,1,1,,\n",
        needs=HEADER + "B1,K2,beras,1,1,,2027-02\n",
    )
    assert market.periods == ("2026-11", "2026-12", "2027-01", "2027-02")
    assert market.offers["until"].null_count() == 2


def test_a_horizon_beyond_ten_years_is_a_slip(tmp_path):
    fault = only_fault(tmp_path, offers=HEADER + "A1,K1,gkg,1,1,2026-01,2026-02\nA2,K1,gkg,1,1,,2036-01\n")
    assert (fault.row, fault.column, fault.values["months"]) == (3, "until", 121)


def test_a_month_written_otherwise_is_told_how_to_write_it(tmp_path):
    for written in ("2026-3", "03/2026", "Maret 2026", "2026-03-01", "202603"):
        fault = only_fault(tmp_path / "m", offers=HEADER + f"A1,K1,gkg,1,1,{written},\n")
        assert "2026-03 was meant" in fault.say("en"), written


def test_dates_in_frames_are_months(tmp_path):
    from jejaring.market import build_market

    market = read_files(tmp_path, offers=SOUND["offers"])
    dated = market.offers.with_columns(pl.date(2026, 5, 1).alias("from"))
    assert build_market(market.tables | {"offers": dated}).periods == ("2026-05",)
