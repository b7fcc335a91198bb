"""The picture of a cash flow: whole in itself, readable without eyes, everything inside its frame."""

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejaring.finance import Movement, annuity, cash_flow
from jejaring.report.cash_chart import PHONE, WIDE, cash_chart

START = date(2026, 11, 24)
FLOW = cash_flow(
    [
        Movement("a", date(2026, 12, 10), -40_000_000),
        Movement("b", date(2027, 1, 5), -25_000_000),
        Movement("c", date(2027, 2, 20), 90_000_000),
    ],
    START,
    30_000_000,
)
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg):
    return [item.text for item in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("language", "lowest"),
    [("id", "Terendah -Rp35\u00a0juta, 5 Jan 2027"), ("en", "Lowest -Rp35\u00a0million")],
)
def test_it_says_the_lowest_point(language, lowest):
    svg = cash_chart(FLOW, language, name="Koperasi Contoh Kopi")
    assert any(text.startswith(lowest) for text in texts(svg))
    assert "Koperasi Contoh Kopi" in svg


def test_it_can_be_read_out():
    root = ET.fromstring(cash_chart(FLOW, "en"))
    assert root.get("role") == "img"
    assert set(root.get("aria-labelledby").split()) == {
        root.find(f"{SVG}title").get("id"),
        root.find(f"{SVG}desc").get("id"),
    }
    assert "lowest -Rp35,000,000 on 2027-01-05, at the end Rp55,000,000" in root.find(f"{SVG}desc").text


def test_nothing_comes_from_outside_and_names_cannot_break_out():
    svg = cash_chart(FLOW, "id", name="</title><script>alert(1)</script>")
    assert "<script>" not in svg
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]


def test_with_a_loan_there_are_two_lines():
    loan = annuity(36_000_000, "0.06", 3, START, grace=2)
    svg = cash_chart(FLOW, "en", after=FLOW.with_loan(loan), change="lent")
    root = ET.fromstring(svg)
    assert len(root.findall(f"{SVG}path")) == 2
    assert "With the loan" in texts(svg)
    assert len(ET.fromstring(cash_chart(FLOW, "en", after=FLOW)).findall(f"{SVG}path")) == 1


moves = st.lists(
    st.tuples(st.integers(-20, 3000), st.integers(-(2**50), 2**50).filter(bool)), max_size=12
).map(
    lambda rows: [
        Movement(f"m{n}", START + timedelta(days=days), amount) for n, (days, amount) in enumerate(rows)
    ]
)


@given(moves, st.integers(-(2**50), 2**50), st.sampled_from([PHONE, WIDE]))
def test_everything_stays_inside(items, opening, sheet):
    root = ET.fromstring(cash_chart(cash_flow(items, START, opening), "id", sheet=sheet))
    for path in root.findall(f"{SVG}path"):
        across = [float(x) for x in re.findall(r"[MH](-?[\d.]+)", path.get("d"))]
        down = [float(y) for y in re.findall(r"(?:,|V)(-?[\d.]+)", path.get("d"))]
        assert min(across) >= 0
        assert max(across) <= sheet.width
        assert min(down) >= 0
        assert max(down) <= sheet.height
    names = [item for item in root.iter(f"{SVG}text") if item.get("text-anchor") == "middle"]
    assert len(names) <= sheet.most_months + 2
