"""A small market in a folder, and the command run as a person would."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from jejaring.cli import main

SHOES = {
    "cooperatives": """\
id,name,region
A,Koperasi Contoh Kulit,32.05
B,Koperasi Contoh Sepatu,51.04
C,Koperasi Contoh Toko,11.71
""",
    "commodities": """\
commodity,name_id,name_en,unit,kg_per_unit
kulit,Kulit,Leather,m2,1
sepatu,Sepatu,Shoes,pair,1
""",
    "recipes": """\
recipe,commodity,quantity
jahit,sepatu,1
jahit,kulit,-0.5
""",
    "offers": """\
id,cooperative,commodity,quantity,price
kulit-a,A,kulit,100,40000
kulit-mahal,A,kulit,100,900000
""",
    "needs": """\
id,cooperative,commodity,quantity,price
toko-c,C,sepatu,50,200000
""",
    "capacities": """\
id,cooperative,recipe,quantity,price
jahit-b,B,jahit,80,60000
""",
    "freight": """\
origin,destination,rupiah_per_kg
32.05,51.04,2000
51.04,11.71,6000
""",
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


@pytest.fixture(scope="session")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which plans are kept, to be copied."""
    return tmp_path_factory.mktemp("rencana")


@pytest.fixture
def planned_with(
    jejaring: Callable[..., Outcome], shoes: Path, tmp_path: Path, plans: Path
) -> Callable[..., tuple[Path, Path]]:
    """The market of shoes and a copy of its plan, which the first that asks for it makes."""

    def copied(*options: str) -> tuple[Path, Path]:
        kept = plans / "".join(["plan", *options])
        if not kept.exists():
            assert jejaring("plan", shoes, "--out", kept, *options).status == 0
        shutil.copytree(kept, tmp_path / "rencana")
        return shoes, tmp_path / "rencana"

    return copied


@pytest.fixture
def planned(planned_with: Callable[..., tuple[Path, Path]]) -> tuple[Path, Path]:
    """The market of shoes and its plan."""
    return planned_with()
