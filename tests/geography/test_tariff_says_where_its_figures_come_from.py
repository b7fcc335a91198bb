import pytest

from jejaring.geography import read_tariff
from jejaring.geography.files import read_text
from jejaring.geography.tariff import STEPS, parse_tariff


def test_every_figure_has_a_mark_and_those_not_unverified_a_source() -> None:
    tariff = read_tariff()
    assert {figure.step for figure in tariff.figures} == set(STEPS)
    for figure in tariff.figures:
        assert figure.mark in {"S", "D", "U"}
        assert figure.mark == "U" or figure.source
        assert figure.note
        assert getattr(getattr(tariff, figure.step), figure.what) == figure.value


def test_a_tariff_of_ones_own_is_read_from_a_file(tmp_path) -> None:
    text = read_text("tariff.toml").replace("value = 125", "value = 110")
    path = tmp_path / "tarif.toml"
    path.write_text(text, encoding="utf-8")
    assert read_tariff(path).sea.rupiah_per_tonne_km == 110
    assert read_tariff().sea.rupiah_per_tonne_km == 125


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("value = 125", "value = -1", r"\[sea\] rupiah_per_tonne_km: `value` must be a number of at least 0"),
        ("value = 125", 'value = "x"', r"\[sea\] rupiah_per_tonne_km: `value` must be a number"),
        ("value = 30,", "value = 0,", r"\[road\] km_per_hour: a speed must be more than 0"),
        ('source = "F1 F2"', 'source = "F9"', r"\[road\] rupiah_per_tonne_km: no source F9"),
        ('mark = "D", source = "F4"', 'mark = "X"', r"`mark` must be one of S, D, U, not 'X'"),
        ('mark = "D", source = "F4"', 'mark = "S"', "a figure marked S needs a source"),
        ("[road]\nrupiah_per_tonne_km", "[road]\nrupiah_per_km", "unknown; it must be one of"),
        ("[air]", "[train]", "wrong or missing: air, train"),
        ('date = "2026-11-01"', "", "`date` is missing"),
    ],
)
def test_faults_are_named(old: str, new: str, message: str) -> None:
    text = read_text("tariff.toml")
    assert old in text
    with pytest.raises(ValueError, match=message):
        parse_tariff(text.replace(old, new), "tarif.toml")
