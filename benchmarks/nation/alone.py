"""A solver on a nation, in a process of its own."""

import json
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from benchmarks.nation.program import Folder, Nation


def solved(solver: str, nation: Nation | Folder, time_limit: float = 3600.0) -> dict[str, Any]:
    """What `benchmarks.nation.solve` tells: seconds, seconds of CPU, megabytes, rows and the objective."""
    command = [sys.executable, "-m", "benchmarks.nation.solve", solver, json.dumps(asdict(nation))]
    ended = subprocess.run(
        [*command, "--time-limit", str(time_limit)], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found
