"""One solver on one nation, in a process of its own: `python -m benchmarks.nation.solve`."""

import argparse
import json
import resource
import time

from benchmarks.nation.program import SMALL, Folder, Nation
from jejaring.planning import highs
from jejaring.planning.solution import NotSolved, bound_of
from jejaring.planning.solvers import solve, solve_alone


def main() -> None:
    """Print what was found as one line of JSON."""
    options = argparse.ArgumentParser()
    options.add_argument("solver", choices=["simplex", "highs"])
    options.add_argument("nation", help="JSON: of a nation, or of a folder")
    options.add_argument("--time-limit", type=float, default=3600.0)
    given = options.parse_args()
    solve(SMALL.program(), solver=given.solver)
    asked = json.loads(given.nation)
    program = (Folder(**asked) if "folder" in asked else Nation(**asked)).program()
    watch, cpu = time.perf_counter(), time.process_time()
    told: dict[str, object] = {}
    try:
        # Ours alone: what it does not prove in time, HiGHS would solve in its place.
        alone = solve_alone if given.solver == "simplex" else highs.solve
        found = alone(program, time_limit=given.time_limit)
        told |= {"objective": bound_of(program, found), "by": found.solver}
    except NotSolved as why:
        told["unfinished"] = str(why)
    told |= {
        "seconds": time.perf_counter() - watch,
        "cpu": time.process_time() - cpu,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "rows": program.nodes.count,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
