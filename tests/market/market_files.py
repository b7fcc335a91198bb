"""A small sound market as CSV texts, and ways to spoil and read it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from jejaring.market import Fault, Market, MarketFaults

SOUND: Mapping[str, str] = {
    "cooperatives": "id,name,region\nK1,Koperasi Contoh Satu,32.05\nK2,Koperasi Contoh Dua,11.10\n",
    "offers": "id,cooperative,commodity,quantity,price\nA1,K1,gkg,1000,7500\n",
    "needs": "id,cooperative,commodity,quantity,price\nB1,K2,beras,500,15200\n",
    "capacities": "id,cooperative,recipe,quantity,price\nC1,K1,giling-gabah,800,700\n",
}


def write_files(folder: Path, **changes: str | bytes | None) -> Path:
    """A market folder: the sound market with some files replaced, or left out where None."""
    folder.mkdir(exist_ok=True)
    for name, text in (SOUND | changes).items():
        if text is not None:
            data = text.encode() if isinstance(text, str) else text
            (folder / f"{name}.csv").write_bytes(data)
    return folder


def read_files(folder: Path, **changes: str | bytes | None) -> Market:
    """The market of such a folder."""
    return Market.read(write_files(folder, **changes))


def faults_of(path: Path) -> tuple[Fault, ...]:
    """What is wrong with the market at a path."""
    with pytest.raises(MarketFaults) as caught:
        Market.read(path)
    return caught.value.faults


def faults_with(folder: Path, **changes: str | bytes | None) -> tuple[Fault, ...]:
    """What is wrong with the sound market once some files are replaced."""
    return faults_of(write_files(folder, **changes))


def only_fault(folder: Path, **changes: str | bytes | None) -> Fault:
    """The one thing wrong."""
    faults = faults_with(folder, **changes)
    assert len(faults) == 1, [fault.say("en") for fault in faults]
    return faults[0]
