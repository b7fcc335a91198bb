"""Writing a market and reading it again changes nothing, in any of the three forms."""

from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.shares import share_of

from jejaring.market import TABLES, Market, build_market
from jejaring.market.columns import LISTING_TABLES

FORMS = ("csv", "xlsx", "parquet")
ODD_TEXTS = (
    "007",
    "11.10",
    "1e5",
    "2026-03",
    "=1+1",
    "+62",
    "TRUE",
    "nan",
    "null",
    'Koperasi "Contoh", Kab. Garut',
    "Köpi Ñusa Éndéh",
    "_x0041_",
    "'kutip'",
    "a;b\\c|d",
    "#N/A",
    "印尼 🦐",
)
texts = (
    st.sampled_from(ODD_TEXTS)
    | st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Cn")),
        min_size=1,
        max_size=12,
    )
).filter(lambda text: text == text.strip())
numbers = st.floats(0, 1e12, allow_subnormal=False) | st.integers(0, 10**9).map(float)
positive = st.floats(1e-6, 1e6)
months = st.none() | st.sampled_from(("2026-01", "2026-03", "2027-12"))
regions = st.sampled_from(("32.05", "11.10", "32.05.01", "11.01.01.2001", "91.03"))


@st.composite
def market_frames(draw):
    owners = draw(st.lists(texts, min_size=1, max_size=4, unique=True))
    ids = iter(draw(st.lists(texts, min_size=15, max_size=15, unique=True)))
    own = draw(st.lists(texts, min_size=1, max_size=3, unique=True))
    rows = {name: [] for name in TABLES}
    for owner in owners:
        rows["cooperatives"].append(
            {
                "id": owner,
                "name": draw(texts),
                "region": draw(regions),
                "nik": draw(st.none() | st.sampled_from(("0012345678", "3205010000000001"))),
                "type": draw(st.none() | texts),
                "outside": draw(st.booleans()),
            }
        )
    for name in own:
        rows["commodities"].append(
            {
                "commodity": name,
                "name_id": draw(texts),
                "name_en": draw(texts),
                "unit": draw(texts),
                "kg_per_unit": draw(positive),
                "shelf_life_days": draw(st.none() | positive),
                "handling": draw(st.sampled_from(("umum", "curah"))),
                "divisible": draw(st.booleans()),
            }
        )
        rows["recipes"].append({"recipe": name, "commodity": name, "quantity": 1.0})
        rows["recipes"].append({"recipe": name, "commodity": "gkg", "quantity": -draw(positive)})
    for table in LISTING_TABLES:
        for _ in range(draw(st.integers(0, 3))):
            quantity, window = (
                draw(numbers),
                sorted((draw(months), draw(months)), key=lambda month: month or ""),
            )
            row = {
                "id": next(ids),
                "cooperative": draw(st.sampled_from(owners)),
                "commodity": draw(st.sampled_from((*own, "beras"))),
                "recipe": draw(st.sampled_from((*own, "giling-gabah"))),
                "quantity": quantity,
                "price": draw(numbers),
                "region": draw(st.none() | regions),
                "origin": "32.05.01",
                "destination": draw(st.sampled_from(("11.10", "91.03"))),
                "hours": draw(st.none() | numbers),
                "from": window[0],
                "until": window[1],
                "minimum": draw(st.none() | st.just(quantity)) if quantity > 0 else None,
            }
            rows[table].append(row)
    frames = {
        name: pl.DataFrame([{c: row[c] for c in columns} for row in rows[name]], schema=columns, orient="row")
        for name, columns in TABLES.items()
        if name != "freight"
    }
    if draw(st.booleans()):
        pair = {
            "origin": "32.05",
            "destination": "11.10",
            "rupiah_per_kg": draw(numbers),
            "hours": draw(numbers),
        }
        frames["freight"] = pl.DataFrame([pair][: draw(st.integers(0, 1))], schema=TABLES["freight"])
    return frames


@pytest.mark.parametrize("form", FORMS)
@given(frames=market_frames())
@settings(max_examples=share_of(15))
def test_a_market_written_and_read_is_the_same_market(form, frames):
    market = build_market(frames)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pasar"
        market.write(path, form)
        again = Market.read(path)
    assert again.tables.keys() == market.tables.keys()
    for name, frame in market.tables.items():
        assert again.tables[name].equals(frame), name
        assert again.tables[name].schema == frame.schema


@given(frames=market_frames())
@settings(max_examples=share_of(10))
def test_building_a_market_from_its_own_frames_changes_nothing(frames):
    market = build_market(frames)
    for name, frame in build_market(market.tables).tables.items():
        assert frame.equals(market.tables[name])


@pytest.mark.parametrize("form", FORMS)
def test_the_rice_market_survives_every_form(form, tmp_path):
    source = Path(__file__).parents[2].parent / "shared" / "markets" / "beras"
    if not source.is_dir():
        pytest.skip("the rice market is not here")
    market = Market.read(source)
    market.write(tmp_path / "beras", form)
    again = Market.read(tmp_path / "beras")
    assert all(again.tables[name].equals(frame) for name, frame in market.tables.items())
    assert market.listing_count == 457 + 514 + 457
