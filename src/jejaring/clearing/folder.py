"""A clearing as a folder of files: set-offs, what remains, the certificate and the totals."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from jejaring.clearing.clear import Clearing, remaining_of
from jejaring.clearing.obligations import COLUMNS, Obligations
from jejaring.language import Language, read_phrases
from jejaring.market.whole_folder import bring_back, put_in_place, standing

SETOFFS = {"id": pl.String, "amount": pl.Int64}
FILES = frozenset({"setoffs.csv", "remaining.csv", "certificate.json", "summary.json"})


class ClearingFault(ValueError):
    """A clearing that cannot be read, written or made: says what and why, in either language."""

    def __init__(self, kind: str, **values: object) -> None:
        self.kind = kind
        self.values = values
        super().__init__(self.say("en"))

    def say(self, language: Language) -> str:
        """What is wrong and what would be right."""
        return read_phrases("jejaring.clearing").say(self.kind, language, **self.values)


@dataclass(frozen=True)
class Written:
    """What a folder says, before anybody has checked it."""

    setoffs: pl.DataFrame
    """Columns `SETOFFS`."""
    remaining: pl.DataFrame
    """Columns as of obligations."""
    potentials: dict[str, int]
    left_out: tuple[str, ...]
    summary: dict[str, Any]


def summary_of(obligations: Obligations, clearing: Clearing) -> dict[str, int | float]:
    """The totals: how many obligations and parties, rupiah owed and cleared, and their share."""
    gross = obligations.gross
    return {
        "obligations": len(obligations),
        "parties": len(obligations.parties),
        "gross": gross,
        "cleared": clearing.cleared,
        "share": clearing.cleared / gross if gross else 0.0,
    }


def write_clearing(
    obligations: Obligations, clearing: Clearing, path: str | Path, *, replace: bool = False
) -> None:
    """Write a clearing into the folder `path`, whole or not at all.

    `setoffs.csv` has a row for every obligation (0 where nothing is taken off), `remaining.csv` those of
    which something remains, in the columns of obligations, so that it can be cleared again.

    Raises
    ------
    ClearingFault
        When something stands there already: a clearing while `replace` is false, or anything else.
    """
    folder = Path(path).absolute()
    check_replaceable(folder, replace=replace)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as beside:
        new = Path(beside) / "clearing"
        new.mkdir()
        obligations.table.select("id", amount=clearing.setoffs).write_csv(new / "setoffs.csv")
        remaining_of(obligations, clearing).write_csv(new / "remaining.csv")
        certificate = {"potentials": clearing.potentials, "left_out": clearing.left_out}
        _write_json(new / "certificate.json", certificate)
        _write_json(new / "summary.json", summary_of(obligations, clearing))
        put_in_place(new, folder)


def check_replaceable(folder: Path, *, replace: bool) -> None:
    """Make sure that a clearing may be written there, before any work is done for it.

    Raises
    ------
    ClearingFault
    """
    bring_back(folder)
    if not folder.exists():
        return
    if not folder.is_dir() or not {file.name for file in folder.iterdir()} <= FILES:
        raise ClearingFault("folder-other-files", path=folder)
    if any(folder.iterdir()) and not replace:
        raise ClearingFault("folder-exists", path=folder)


def read_clearing(path: str | Path) -> Written:
    """What the folder `path` says.

    Raises
    ------
    ClearingFault
        When a file is missing or is not as `write_clearing` writes it.
    """
    folder = standing(Path(path).absolute())
    certificate = _read_json(folder / "certificate.json")
    potentials, left_out = certificate.get("potentials"), certificate.get("left_out")
    if not (
        isinstance(potentials, dict)
        and all(type(value) is int and abs(value) < 2**53 for value in potentials.values())
        and isinstance(left_out, list)
        and all(isinstance(party, str) for party in left_out)
    ):
        raise ClearingFault("folder-broken", file=folder / "certificate.json")
    return Written(
        setoffs=_read_table(folder / "setoffs.csv", SETOFFS),
        remaining=_read_table(folder / "remaining.csv", COLUMNS),
        potentials=potentials,
        left_out=tuple(left_out),
        summary=_read_json(folder / "summary.json"),
    )


def clearing_of(obligations: Obligations, written: Written) -> Clearing:
    """The clearing that a folder states of these obligations; what it does not state is taken as 0."""
    stated = obligations.table.select("id").join(
        written.setoffs.unique("id", keep="first"), on="id", how="left", maintain_order="left"
    )
    setoffs = stated["amount"].fill_null(0).to_numpy().astype(np.int64)
    return Clearing(setoffs, written.potentials, written.left_out)


def _write_json(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _read_json(file: Path) -> dict[str, Any]:
    if not file.is_file():
        raise ClearingFault("folder-missing", file=file)
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise ClearingFault("folder-broken", file=file) from error
    if not isinstance(content, dict):
        raise ClearingFault("folder-broken", file=file)
    return content


def _read_table(file: Path, columns: dict[str, Any]) -> pl.DataFrame:
    if not file.is_file():
        raise ClearingFault("folder-missing", file=file)
    try:
        table = pl.read_csv(file, schema_overrides=columns, empty_string_is_null=False)
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        raise ClearingFault("folder-broken", file=file) from error
    if table.columns != list(columns) or any(table.null_count().row(0)):
        raise ClearingFault("folder-broken", file=file)
    return table
