"""Run the notebooks of docs/ and see that they show what running them shows.

`tools/run_notebook.py NOTEBOOK` writes the outputs into the notebook; `--check` only compares (exit status 1
where they differ). A cell's output is what it prints and its last value, as text. Seconds are not compared.
Plain Python runs the cells in order: no notebook server is needed, and any opens the result.
"""

import argparse
import ast
import contextlib
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

SECONDS = re.compile(r"[\d.,]+ s\b")


def outputs_of(source: str, names: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """What a cell prints and its last value, as a notebook keeps them."""
    printed = io.StringIO()
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    value = None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, f"cell {number}", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), names)
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": lines(printed.getvalue())})
    if value is not None:
        outputs.append(
            {
                "data": {"text/plain": lines(repr(value))},
                "execution_count": number,
                "metadata": {},
                "output_type": "execute_result",
            }
        )
    return outputs


def lines(text: str) -> list[str]:
    """Text as a notebook keeps it."""
    return text.splitlines(keepends=True)


def run(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook with its cells run from first to last."""
    names: dict[str, Any] = {"__name__": "__main__"}
    number, cells = 0, []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            number += 1
            outputs = outputs_of("".join(cell["source"]), names, number)
            cell = cell | {"execution_count": number, "outputs": outputs}
        cells.append(cell)
    return notebook | {"cells": cells}


def main() -> int:
    """Run or check; the exit status."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="compare, and change nothing")
    options.add_argument("notebooks", nargs="+", type=Path)
    given = options.parse_args()
    differing = 0
    for path in given.notebooks:
        before = json.loads(path.read_text(encoding="utf-8"))
        after = run(before)
        texts = [json.dumps(each, ensure_ascii=False, indent=1) + "\n" for each in (before, after)]
        same = SECONDS.sub("# s", texts[0]) == SECONDS.sub("# s", texts[1])
        print(f"{path}: {'as it is shown' if same else 'differs'}")
        differing += not same
        if not given.check and not same:
            path.write_text(texts[1], encoding="utf-8")
    return 1 if given.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
