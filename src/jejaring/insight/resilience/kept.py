"""Results kept on file as they come, so that a run that was broken off goes on where it stopped.

A folder holds `of.json`, which says of what market the results are, and `results.jsonl`, one result a line. A
line is written whole, or cut off when the folder is opened again.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from jejaring.insight.faults import InsightFault
from jejaring.insight.resilience.replan import Result
from jejaring.planning import Plan

OF, RESULTS = "of.json", "results.jsonl"


class Kept:
    """The folder of results about one plan.

    Parameters
    ----------
    folder : Path
        Made if need be; results in it are taken up.
    plan : Plan
        What they are about.

    Raises
    ------
    InsightFault
        When the folder holds results about another plan, or other files.
    """

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder = folder
        about = {"market_hash": plan.market_hash, "surplus": plan.surplus}
        if (folder / OF).is_file():
            if _read(folder / OF) != about:
                raise InsightFault("other-results", folder=folder)
        elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InsightFault("other-files", folder=folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / OF).write_text(json.dumps(about) + "\n", encoding="utf-8")
        self.results = {result.key: result for result in self._take_up()}
        """By key: what is known already."""

    def keep(self, results: Iterable[Result]) -> None:
        """Write results down for good, before anything else is done."""
        results = list(results)
        with (self.folder / RESULTS).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(result), ensure_ascii=False) + "\n" for result in results)
            file.flush()
            os.fsync(file.fileno())
        self.results |= {result.key: result for result in results}

    def _take_up(self) -> list[Result]:
        file = self.folder / RESULTS
        if not file.is_file():
            return []
        text = file.read_bytes()
        whole = text.rfind(b"\n") + 1
        if whole < len(text):  # a line that was being written when the power went
            with file.open("r+b") as opened:
                opened.truncate(whole)
        try:
            return [Result(**json.loads(line)) for line in text[:whole].splitlines()]
        except (ValueError, TypeError) as error:
            raise InsightFault("other-files", folder=self.folder) from error


def _read(file: Path) -> object:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        return None
