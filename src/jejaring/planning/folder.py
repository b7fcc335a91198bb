"""A plan as a folder of files: `plan.json` and one CSV file per table.

Numbers are written so that reading gives back every bit. A folder appears whole or not at all.
"""

import json
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl

from jejaring.language import Language, read_phrases
from jejaring.market.whole_folder import bring_back, put_in_place, standing
from jejaring.planning.columns import TABLES

REPORT = "report.html"
BASIS = "basis"
"""Folder of where the solve stood, kept on request."""
LARGEST = 1e300  # of any amount; false for what is not a number
FACTS = {
    "market_hash": str,
    "periods": list,
    "scope": str,
    "surplus": float,
    "bound": float,
    "practical_surplus": float,
    "solver": str,
    "seconds": float,
    "digest": str,
}


class PlanFault(ValueError):
    """A plan folder that cannot be read or written: says which file and why, in either language."""

    def __init__(self, kind: str, **values: object) -> None:
        self.kind = kind
        self.values = values
        super().__init__(self.say("en"))

    def say(self, language: Language) -> str:
        """What is wrong and what would be right."""
        return read_phrases("jejaring.planning").say(f"fault-{self.kind}", language, **self.values)


def check_replaceable(path: Path, *, replace: bool) -> None:
    """Make sure that a plan may be written to the folder `path`, before any work is done for it.

    Raises
    ------
    PlanFault
        When a plan stands there and `replace` is false, or anything else stands there.
    """
    bring_back(path.absolute())
    if path.exists() and not path.is_dir():
        raise PlanFault("not-a-folder", path=path)
    if path.exists() and any(path.iterdir()):
        if not _holds_a_plan_alone(path):
            raise PlanFault("other-files", path=path)
        if not replace:
            raise PlanFault("exists", path=path)


def write_folder(
    facts: Mapping[str, Any],
    tables: Mapping[str, pl.DataFrame],
    path: Path,
    *,
    replace: bool = False,
    also: Callable[[Path], None] | None = None,
) -> None:
    """Write a plan's facts and tables into the folder `path`; see `Plan.write`."""
    path = path.absolute()
    check_replaceable(path, replace=replace)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as beside:
        new = Path(beside) / "plan"
        new.mkdir()
        with ThreadPoolExecutor(1) as threads:
            written = threads.submit(_write_tables, tables, new)
            (new / "plan.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
            if also is not None:
                also(new)
        written.result()
        put_in_place(new, path)


def _write_tables(tables: Mapping[str, pl.DataFrame], folder: Path) -> None:
    for name, table in tables.items():
        table.write_csv(folder / f"{name}.csv")


def read_folder(path: Path) -> tuple[dict[str, Any], dict[str, pl.DataFrame]]:
    """The facts and tables in the folder `path`; see `Plan.read`."""
    path = standing(path.absolute())
    facts = _read_facts(path / "plan.json")
    tables = {name: _read_table(path / f"{name}.csv", columns) for name, columns in TABLES.items()}
    return facts, tables


def _holds_a_plan_alone(path: Path) -> bool:
    """Whether the folder has a plan's files, be it of an earlier version, and nothing else to be lost."""
    own = {"plan.json", REPORT, BASIS, *(f"{name}.csv" for name in TABLES)}
    if not {file.name for file in path.iterdir()} <= own:
        return False
    try:
        return isinstance(_read_json(path / "plan.json").get("market_hash"), str)
    except PlanFault:
        return False


def _read_json(file: Path) -> dict[str, Any]:
    if not file.is_file():
        raise PlanFault("missing", file=file)
    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, or absurd numbers and depths
        raise PlanFault("not-json", file=file) from error
    if not isinstance(facts, dict):
        raise PlanFault("not-json", file=file)
    return facts


def _read_facts(file: Path) -> dict[str, Any]:
    facts = _read_json(file)
    for name, kind in FACTS.items():
        value = facts.get(name)
        number = kind is float and isinstance(value, int | float) and abs(value) <= LARGEST
        if not number and not (isinstance(value, kind) and kind is not float):
            raise PlanFault("fact", file=file, name=name)
    stated = {name: facts.get(name) for name in ("gap", "practical_loss", "counts")}
    periods = tuple(map(str, facts["periods"]))
    return {name: facts[name] for name in FACTS} | {"periods": periods, "stated": stated}


def _read_table(file: Path, columns: dict[str, Any]) -> pl.DataFrame:
    if not file.is_file():
        raise PlanFault("missing", file=file)
    try:
        table = pl.read_csv(file, schema_overrides=columns, empty_string_is_null=False)
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        raise PlanFault("table", file=file, why=str(error).splitlines()[0]) from error
    if table.columns != list(columns):
        raise PlanFault("columns", file=file, columns=", ".join(columns))
    return table
