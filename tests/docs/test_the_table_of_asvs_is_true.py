"""The table of OWASP ASVS 5.0.0 has every requirement of levels 1 and 2; every test it names is there."""

import ast
import csv
import functools
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = list(csv.DictReader((ROOT / "docs" / "asvs.csv").open(encoding="utf-8")))
COUNTED = {"1": 70, "2": 183}
"""Requirements of each level in version 5.0.0."""
CHAPTERS = {
    "1": 27,
    "2": 11,
    "3": 19,
    "4": 10,
    "5": 9,
    "6": 35,
    "7": 18,
    "8": 7,
    "9": 7,
    "10": 29,
    "11": 14,
    "12": 9,
    "13": 13,
    "14": 9,
    "15": 13,
    "16": 16,
    "17": 7,
}
UNTESTED = {
    *("1.4.1", "3.5.4", "3.7.1", "4.2.1", "6.2.10", "6.4.1", "6.4.2", "6.6.3", "9.1.1", "9.1.2", "9.1.3"),
    *("9.2.1", "9.2.2", "11.2.1", "11.2.3", "11.6.1", "13.2.5", "15.3.5", "16.2.3"),
}
"""Met by what is not there, by a library's own doing, or by choice of parts: no test of ours says more."""
STATES = ("met", "partly", "no", "n/a")


@functools.cache
def functions(path):
    """Names of the functions of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_requirement_is_there_once():
    numbers = [row["requirement"] for row in TABLE]
    assert len(set(numbers)) == len(numbers)
    assert Counter(row["level"] for row in TABLE) == COUNTED
    assert Counter(number.split(".")[0] for number in numbers) == CHAPTERS
    assert all(row["state"] in STATES and row["asks"] and row["how"] for row in TABLE)


def test_the_tests_it_names_are_there():
    for row in TABLE:
        path, _colons, name = row["test"].partition("::")
        assert not path or (ROOT / path).is_file(), row
        assert not name or name in functions(path), row


def test_the_files_it_names_are_there():
    """`api/outside.py` is one of the site's, `docs/...` of the repository."""
    site = ROOT / "src" / "jejaring" / "web"
    for row in TABLE:
        for path in re.findall(r"\b[\w/-]+/[\w.-]+\.(?:py|md|toml|html)\b", row["how"]):
            assert (ROOT / path).exists() or (site / path).exists(), (row["requirement"], path)


def test_the_sections_it_names_are_there():
    """`SECURITY.md, Limits` is a heading of that file, with something under it."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (.+)\n\n([^#]+)", text, re.MULTILINE))
    named = {name for row in TABLE for name in re.findall(r"SECURITY\.md, ([A-Z][\w ]+)", row["how"])}
    assert len(named) > 5
    assert named <= set(sections), named - set(sections)


def test_what_is_met_is_tested_but_for_what_is_not_there():
    """Without a test is only what the site has nothing of, or what others decide."""
    untested = {row["requirement"] for row in TABLE if row["state"] == "met" and not row["test"]}
    assert untested <= UNTESTED, untested - UNTESTED
