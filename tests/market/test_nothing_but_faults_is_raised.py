"""Whatever stands in a market's files, the answer is a market or its faults, in both languages."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from market_files import SOUND, write_files
from tests.shares import share_of

from jejaring.market import Market, MarketFaults

PIECES = (
    b",",
    b"\n",
    b'"',
    b";",
    b"\r",
    b"\r\n",
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b" ",
    b"-",
    b"1e999",
    b"32.05",
)


def read_or_tell(path: Path) -> None:
    try:
        Market.read(path)
    except MarketFaults as error:
        faults = error.faults
    else:
        return
    assert faults
    for fault in faults:
        assert fault.say("id")
        assert fault.say("en")


@given(
    data=st.binary(max_size=200),
    name=st.sampled_from((*SOUND, "freight", "recipes", "commodities", "haulage")),
)
@settings(max_examples=share_of(60))
def test_random_bytes(data, name):
    with TemporaryDirectory() as folder:
        read_or_tell(write_files(Path(folder), **{name: data}))


@given(data=st.data(), name=st.sampled_from(tuple(SOUND)))
@settings(max_examples=share_of(120))
def test_sound_files_with_pieces_put_in_and_taken_out(data, name):
    text = SOUND[name].encode() * data.draw(st.integers(1, 2))
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 3))
        text = text[:place] + data.draw(st.sampled_from(PIECES) | st.binary(max_size=3)) + text[place + cut :]
    with TemporaryDirectory() as folder:
        read_or_tell(write_files(Path(folder), **{name: text}))


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
@given(data=st.data())
@settings(max_examples=share_of(30))
def test_damaged_workbooks_and_parquet_files(form, data):
    with TemporaryDirectory() as folder:
        sound = Market.read(write_files(Path(folder) / "csv"))
        path = Path(folder) / "pasar"
        sound.write(path, form)
        file = path if form == "xlsx" else path / "offers.parquet"
        content = file.read_bytes()
        place = int(data.draw(st.floats(0, 1)) * len(content))
        damaged = content[:place] + data.draw(st.binary(max_size=8))
        if data.draw(st.booleans()):
            damaged += content[len(damaged) :]
        file.write_bytes(damaged)
        read_or_tell(path)
