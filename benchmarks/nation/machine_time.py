"""Where the machine code spends its time: `python -m benchmarks.nation.machine_time --listings 60000`.

A nation is solved under `perf record` (Debian's linux-perf; `nm` is of binutils), and the share of each
compiled function is printed. numba tells perf nothing of its code: so each library's object file is kept as
it is loaded, its symbols are read and written where perf looks for those of code made at run time.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from numba.core import codegen
from numba.core.registry import CPUDispatcher

from benchmarks.nation.program import SMALL, Nation
from jejaring.planning import solvers

NAME = re.compile(r"_ZN8jejaring8planning7simplex\d+([a-z_]+?)\d\d?([a-z_]+)B\d")
Objects = dict[int, bytes]


def main() -> int:
    """Record, and print the largest shares."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.nation.machine_time", description=__doc__)
    options.add_argument("--listings", type=int, default=60_000)
    options.add_argument("--commodities", type=int, default=100)
    options.add_argument("--months", type=int, default=6)
    options.add_argument("--stores", type=float, default=0.01, help="share of the listings")
    options.add_argument("--haulage", type=float, default=0.0, help="share of the listings")
    options.add_argument("--seed", type=int, default=102)
    options.add_argument("--most", type=int, default=25, help="functions")
    options.add_argument("--inside", type=Path, help="solve, and note here where the symbols are")
    given = options.parse_args()
    if given.inside:
        sizes = (given.listings, given.commodities, given.months, given.stores, given.haulage, given.seed)
        given.inside.write_text(str(inside(Nation(*sizes))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        data, note = str(Path(folder) / "perf.data"), Path(folder) / "symbols"
        itself = [sys.executable, "-m", "benchmarks.nation.machine_time", *sys.argv[1:]]
        subprocess.run(
            ["perf", "record", "-F", "499", "-o", data, *itself, "--inside", str(note)], check=True
        )
        told = subprocess.run(
            ["perf", "script", "-i", data, "-F", "ip,sym"], check=True, stdout=subprocess.PIPE, text=True
        )
        Path(note.read_text()).unlink()
    report = told.stdout.splitlines()
    shares = Counter(_name(line) for line in report if line.strip())
    for name, samples in shares.most_common(given.most):
        print(f"{100 * samples / shares.total():6.1f} %  {name}")
    return 0


def inside(nation: Nation) -> Path:
    """Solve a nation in this process, its symbols where perf looks for them; returns that file."""
    objects: Objects = {}
    _keep_objects(objects)
    solvers.solve(SMALL.program(), solver="simplex")
    solvers.solve(nation.program(), solver="simplex")
    lines = sorted({line for library in _libraries() for line in _symbols(library, objects)})
    symbols = Path(f"/tmp/perf-{os.getpid()}.map")
    symbols.write_text("".join(f"{start:x} {size:x} {name}\n" for start, size, name in lines))
    return symbols


def _keep_objects(objects: Objects) -> None:
    """Keep the object file of every library that is loaded from numba's cache."""
    library = codegen.CPUCodeLibrary
    load = library._unserialize.__func__

    def keeping(cls: Any, context: Any, state: Any) -> Any:
        loaded = load(cls, context, state)
        if state[1] == "object":
            objects[id(loaded)] = state[2][0]
        return loaded

    library._unserialize = classmethod(keeping)


def _libraries() -> list[Any]:
    """Of every compiled function of the simplex."""
    return [
        compiled.library
        for name, module in sorted(sys.modules.items())
        if name.startswith("jejaring.planning.simplex")
        for function in vars(module).values()
        if isinstance(function, CPUDispatcher)
        for compiled in function.overloads.values()
    ]


def _symbols(library: Any, objects: Objects) -> list[tuple[int, int, str]]:
    """Start, size and name of all that a library has made."""
    machine_code = objects.get(id(library)) or library._get_compiled_object()
    with tempfile.NamedTemporaryFile(suffix=".o") as file:
        file.write(machine_code)
        file.flush()
        told = subprocess.run(["nm", "-n", "-S", file.name], stdout=subprocess.PIPE, text=True, check=True)
    symbols = [
        (int(start, 16), int(size, 16), name)
        for start, size, kind, name in (
            line.split() for line in told.stdout.splitlines() if len(line.split()) == 4
        )
        if kind in "tTwW"
    ]
    engine = library._codegen._engine._ee
    for start, _, name in symbols:
        address = engine.get_function_address(name)
        if address:
            return [(address - start + at, size, other) for at, size, other in symbols]
    return []


def _name(line: str) -> str:
    found = NAME.search(line)
    return f"{found[1]}.{found[2]}" if found else line.split(maxsplit=1)[-1].split("+")[0][:60]


if __name__ == "__main__":
    sys.exit(main())
