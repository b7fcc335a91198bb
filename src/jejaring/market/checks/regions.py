"""Where things are: regions as codes, whether they were written as codes or as names.

A place may be a regency, a district or a village; a province is too wide to plan with. A code without its
dots is not read: the statistics office numbers regions so too, but differently. Each distinct word is
looked up once, however often it stands in the market.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass

import polars as pl

from jejaring.geography import Level, Region, find_regions, region, region_codes, suggest_regions
from jejaring.market.cells import shown
from jejaring.market.columns import REGENCY_LENGTH, REGION_COLUMNS
from jejaring.market.faults import Fault
from jejaring.market.nearest import WORTH_SUGGESTING
from jejaring.market.table import Table

LIKE_A_CODE = re.compile(r"^[\d.]+$")
CODE_LENGTHS: Mapping[Level, int] = {"regency": 5, "district": 8, "village": 13}
"""How long the codes are of places fine enough to plan with."""
MOST_OPTIONS = 5
"""Regions of one name that are listed for a choice."""


def resolve_regions(tables: Mapping[str, Table]) -> tuple[dict[str, Table], list[Fault]]:
    """The tables with every region as a code (freight's as regencies), and the words that name none."""
    columns = [
        (name, column) for name, table in tables.items() for column in REGION_COLUMNS if table.has(column)
    ]
    if not columns:
        return dict(tables), []
    words = pl.concat([tables[name].cells.get_column(column).alias("word") for name, column in columns])
    meanings = _look_up(words.drop_nulls().unique().sort())
    resolved, faults = dict(tables), []
    for name, column in columns:
        table = resolved[name]
        found = table.cells.join(meanings, left_on=column, right_on="word", how="left", maintain_order="left")
        faults += _faults(table.with_cells(found), column)
        code = pl.col("code").str.slice(0, REGENCY_LENGTH) if name == "freight" else pl.col("code")
        resolved[name] = table.with_cells(found.with_columns(code.alias(column)).select(table.cells.columns))
    return resolved, faults


def _faults(table: Table, column: str) -> list[Fault]:
    if table.cells.get_column("kind").null_count() == table.cells.height:
        return []
    values: dict[str, dict[str, pl.Expr]] = {
        "province": {"nearest": pl.col("options")},
        "ambiguous_region": {"options": pl.col("options")},
        "unknown_region": {"nearest": pl.col("options")},
    }
    return [
        fault
        for kind, options in values.items()
        for fault in table.find(column, kind, pl.col("kind") == kind, {"text": shown(column), **options})
    ]


def _look_up(words: pl.Series) -> pl.DataFrame:
    """For each word its code, or the kind of fault it is and the regions it may have meant."""
    right = pl.Series([False], dtype=pl.Boolean).new_from_index(0, len(words))
    for level, length in CODE_LENGTHS.items():
        candidates = words.str.len_bytes() == length
        if candidates.any():
            right |= candidates & words.is_in(pl.Series(list(region_codes(level))).implode())
    meanings: list[_Meaning] = []
    puzzles = 0
    for word in words.filter(~right):
        meanings.append(_read(word, suggest=puzzles < WORTH_SUGGESTING))
        puzzles += meanings[-1].code is None
    read = pl.DataFrame(
        [astuple(meaning) for meaning in meanings],
        schema=[
            ("word", pl.String),
            ("code", pl.String),
            ("kind", pl.String),
            ("options", pl.List(pl.String)),
        ],
        orient="row",
    )
    codes = pl.DataFrame({"word": words.filter(right)}).with_columns(code=pl.col("word"))
    return pl.concat([codes, read], how="diagonal")


@dataclass(frozen=True)
class _Meaning:
    """What a word in a region's cell stands for."""

    word: str
    code: str | None = None
    kind: str | None = None
    options: tuple[str, ...] = ()


def _read(word: str, suggest: bool) -> _Meaning:
    """A word that is not the code of a place: a name, a province or a mistake."""
    if LIKE_A_CODE.match(word):
        if word in region_codes("province"):
            return _Meaning(word, kind="province")
        return _Meaning(word, kind="unknown_region", options=_nearest_codes(word))
    found = find_regions(word)
    fitting = _fine_enough(found)
    if len(found) > len(fitting):
        return _Meaning(word, kind="province", options=_told(fitting))
    if len(fitting) > 1:
        return _Meaning(word, kind="ambiguous_region", options=_told(fitting[:MOST_OPTIONS]))
    if fitting:
        return _Meaning(word, code=fitting[0].code)
    near = _fine_enough(suggest_regions(word)) if suggest else ()
    return _Meaning(word, kind="unknown_region", options=_told(near))


def _fine_enough(regions: Iterable[Region]) -> tuple[Region, ...]:
    """Those one can plan with: all but provinces."""
    return tuple(each for each in regions if each.level != "province")


def _told(regions: Iterable[Region]) -> tuple[str, ...]:
    return tuple(f"{each.code} ({each.name})" for each in regions)


def _nearest_codes(word: str) -> tuple[str, ...]:
    """Codes a spreadsheet or a missing point may have made this one of, or the regency it begins with."""
    digits = word.replace(".", "")
    parts = (digits[0:2], digits[2:4], digits[4:6], digits[6:10])
    candidates = [
        f"{word}0",  # 11.10 that became the number 11.1
        f"{word[:-1]}0{word[-1]}",  # 11.01 typed as 11.1
        ".".join(part for part in parts if part),
        word[:REGENCY_LENGTH],
    ]
    places = [region(code) for code in dict.fromkeys(candidates)]
    return _told(_fine_enough(place for place in places if place is not None))
