"""A small market in a folder, and the command run as a person would."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from jejaring.cli import main

SHOES = {
    "cooperatives": "id,name,region\nA,Koperasi Contoh Kulit,32.05\nB,Koperasi Contoh Sepatu,51.04\nC,Koperasi Contoh Toko,11.71\n",
    "commodities": "commodity,name_id,name_en,unit,kg_per_unit\nkulit,Kulit,Leather,m2,1\nsepatu,Sepatu,Shoes,pair,1\n",
    "recipes": "recipe,commodity,quantity\njahit,sepatu,1\njahit,kulit,-0.5\n",
    "offers": "id,cooperative,commodity,quantity,price\nkulit-a,A,kulit,100,40000\nkulit-mahal,A,kulit,100,900000\n",
    "needs": "id,cooperative,commodity,quantity,price\ntoko-c,C,sepatu,50,200000\n",
    "capacities": "id,cooperative,recipe,quantity,price\njahit-b,B,jahit,80,60000\n",
    "freight": "origin,destination,rupiah_per_kg\n32.05,51.04,2000\n51.04,11.71,6000\n",
}


@dataclass
class Outcome:
    """What a command left behind."""

    status: int
    out: str
    err: str


@pytest.fixture
def shoes(tmp_path: Path) -> Path:
    """A market folder: leather in Garut, shoes made in Gianyar, sold in Banda Aceh."""
    folder = tmp_path / "pasar"
    folder.mkdir()
    for name, text in SHOES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def jejaring(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run `jejaring` with arguments, in English unless they say otherwise."""

    def run(*arguments: object, lang: str = "en") -> Outcome:
        with pytest.raises(SystemExit) as ended:
            main([*map(str, arguments), "--lang", lang])
        printed = capsys.readouterr()
        code = ended.value.code
        return Outcome(code if isinstance(code, int) else int(code is not None), printed.out, printed.err)

    return run
