"""Run the commands that README.md and docs/ show, and see that what they print is what is shown.

`tools/refresh_documents.py` rewrites the documents where it is not; `--check` only says so (exit status 1).
A command stands in an indented block behind `$ `; what follows it is its output. Seconds are not compared.
"""

import argparse
import difflib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
INDENT = "    "
COMMAND = f"{INDENT}$ "
SECONDS = re.compile(r"[\d.,]+ (s\b|detik)")
FILE_BLOCK = re.compile(r"^`(\w+)\.csv`\n\n((?:    .*\n)+)", re.MULTILINE)
SHEET = re.compile(r"^\*\*(\w+)\*\*.*\n\n((?:\|.*\n)+)", re.MULTILINE)
MISTAKES = (
    ("cooperatives", "33.21", "Dmak"),
    ("offers", "tani,gkg,100000,7000", "Koperasi Contoh Tani Karawang,gabah,100000,7.000"),
    ("needs", "quantity,price", "quantity,price,from"),
    ("needs", "30000,14000", "30000,14000,Mei 2026"),
)
"""What is spoilt in the smallest market for the passage on faults."""


@dataclass(frozen=True)
class Shown:
    """A command in a document and the lines that follow it."""

    command: str
    first: int
    """The line of its output's beginning, from 0."""
    output: tuple[str, ...]


def documents() -> list[Path]:
    """Every document that shows a command."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [path for path in found if COMMAND in path.read_text(encoding="utf-8")]


def shown_in(text: str) -> Iterator[Shown]:
    """The commands of a document, in order."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.startswith(COMMAND):
            end = number + 1
            while end < len(lines) and lines[end].startswith(INDENT) and not lines[end].startswith(COMMAND):
                end += 1
            output = tuple(each.removeprefix(INDENT) for each in lines[number + 1 : end])
            yield Shown(line.removeprefix(COMMAND), number + 1, output)


def refreshed(text: str, place: Path) -> str:
    """The document as it should be, its commands run in the folder `place`."""
    _set_up(text, place)
    lines, moved = text.split("\n"), 0
    for shown in shown_in(text):
        run = subprocess.run(
            ["bash", "-c", f"{shown.command} 2>&1"], cwd=place, capture_output=True, text=True, check=False
        )
        printed = tuple(line.rstrip() for line in run.stdout.splitlines())
        if any(line.startswith("Traceback") for line in printed):
            raise SystemExit(f"{shown.command}\n{run.stdout}")  # never shown to a reader
        if list(map(_timeless, printed)) != list(map(_timeless, shown.output)):
            first = shown.first + moved
            lines[first : first + len(shown.output)] = [f"{INDENT}{line}" for line in printed]
            moved += len(printed) - len(shown.output)
    return "\n".join(lines)


def _timeless(line: str) -> str:
    return SECONDS.sub(r"# \1", line)


def _set_up(text: str, place: Path) -> None:
    """What a reader of the document has by then: the command, the example planned, the files it shows."""
    command = place / ".venv" / "bin" / "jejaring"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -c "from jejaring.cli import main; main()" "$@"\n')
    command.chmod(0o755)
    (place / "examples").symlink_to(ROOT / "examples")
    (place / "build").mkdir()
    if "build/sepatu " in text:
        plan = [str(command), "plan", "examples/sepatu", "--out", "build/sepatu"]
        subprocess.run(plan, cwd=place, check=True, capture_output=True)
    files = {name: block.replace(INDENT, "") for name, block in FILE_BLOCK.findall(text)}
    for folder, spoilt in (("pasar-kecil", ()), ("pasar-rusak", MISTAKES)):
        for name, content in files.items():
            for table, right, wrong in spoilt:
                content = content.replace(right, wrong) if table == name else content
            (place / "build" / folder).mkdir(exist_ok=True)
            (place / "build" / folder / f"{name}.csv").write_text(content, encoding="utf-8")
    sheets = {name: _cells(block) for name, block in SHEET.findall(text)}
    if sheets:
        _workbook(sheets, place / "pasar.xlsx")
        offers = [["gabah" if cell == "gkg" else cell for cell in row] for row in sheets["offers"]]
        _workbook(sheets | {"offers": offers}, place / "keliru.xlsx")


def _cells(table: str) -> list[list[str]]:
    """The cells of a Markdown table, without the line below its headings."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return [rows[0], *rows[2:]]


def _workbook(sheets: dict[str, list[list[str]]], path: Path) -> None:
    """A workbook as a person types it."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, [int(cell) if cell.isdigit() else cell for cell in row])


def main() -> int:
    """Refresh or check; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="say what differs and change nothing")
    parser.add_argument("documents", nargs="*", type=Path, help="left out: all that show commands")
    wishes = parser.parse_args()
    differing = 0
    for path in wishes.documents or documents():
        before = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as place:
            after = refreshed(before, Path(place))
        if after == before:
            continue
        differing += 1
        sys.stdout.writelines(
            f"{line}\n"
            for line in difflib.unified_diff(
                before.split("\n"), after.split("\n"), f"{path} as it is", f"{path} as it runs", lineterm=""
            )
        )
        if not wishes.check:
            path.write_text(after, encoding="utf-8")
    return 1 if wishes.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
