"""Rebuild everything under `src/jejaring/geography/data/` from published packages, to the byte.

    python tools/build_geography.py            write the shipped files
    python tools/build_geography.py --check    rebuild into a temporary folder and compare

Each stage is a function `build(out: Path) -> None` of a module in `tools/geography/`: it writes its files
into `out` and may read what earlier stages wrote there. Larger results that are not shipped but that later
stages need go under `build/geography/`.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from geography import freight_network, gazetteer, outlines

DATA = Path(__file__).resolve().parents[1] / "src" / "jejaring" / "geography" / "data"

HAND_WRITTEN = frozenset({".md", ".toml"})
"""Notices and figures that lie beside the built files."""

STAGES: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("gazetteer", gazetteer.build),
    ("outlines", outlines.build),
    ("freight network", freight_network.build),
)
"""In the order they run; a stage may read the files of those before it."""


def build(out: Path) -> None:
    """Run every stage, saying what it took."""
    out.mkdir(parents=True, exist_ok=True)
    for name, stage in STAGES:
        start = time.perf_counter()
        stage(out)
        print(f"{name}: {time.perf_counter() - start:.1f} s", flush=True)


def differences(shipped: Path, rebuilt: Path) -> list[str]:
    """Names of files that are not the same, byte for byte, in both folders; hand-written ones aside."""

    def names(folder: Path) -> set[str]:
        paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in HAND_WRITTEN)
        return {str(path.relative_to(folder)) for path in paths}

    def same(name: str) -> bool:
        ours, theirs = shipped / name, rebuilt / name
        return ours.is_file() and theirs.is_file() and ours.read_bytes() == theirs.read_bytes()

    return sorted(name for name in names(shipped) | names(rebuilt) if not same(name))


def main() -> int:
    """Build, or compare a fresh build with what is shipped."""
    parser = argparse.ArgumentParser(description="Rebuild the shipped geography.")
    parser.add_argument("--check", action="store_true", help="compare a fresh build with the shipped files")
    if not parser.parse_args().check:
        build(DATA)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        wrong = differences(DATA, Path(folder))
    for name in wrong:
        print(f"differs: {name}")
    print(
        "shipped geography differs from its sources"
        if wrong
        else "shipped geography is what the sources give"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
