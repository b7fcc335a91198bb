"""Ask whether a pinned dependency has a known vulnerability (pip-audit); say so when nobody could be asked.

Exit status 1 for a known vulnerability, 0 otherwise: a service that does not answer must not stop a change,
and must not pass for "nothing is known" either, so what was not asked about is said in so many words.

usage: python -m tools.audit [requirements.txt ...]
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ALL = ("requirements/run.txt", "requirements/dev.txt")
SERVICES = ("pypi", "osv")
"""Asked one after the other until one answers."""
SECONDS = 15


@dataclass(frozen=True)
class Told:
    """What a service said."""

    asked: int
    """Dependencies it knows."""
    unknown: tuple[str, ...]
    """Dependencies it said nothing of, and why."""
    found: tuple[str, ...]
    """A line for each known vulnerability."""


def ask(files: tuple[str, ...], service: str) -> Told | str:
    """What the service says of everything pinned in the files; or why it said nothing."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip"]
        command += ["--format=json", f"--output={answer}", f"--vulnerability-service={service}"]
        command += ["--progress-spinner=off", f"--timeout={SECONDS}"]
        command += [f"--requirement={ROOT / file}" for file in files]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.exists() and (text := answer.read_text()):
            return read(json.loads(text))
    lines = [line for line in ran.stderr.splitlines() if line.strip()]
    return lines[-1] if lines else f"pip-audit ended with {ran.returncode}"


def read(answer: dict[str, Any]) -> Told:
    """pip-audit's JSON."""
    rows = answer["dependencies"]
    known = [row for row in rows if "skip_reason" not in row]
    return Told(
        asked=len(known),
        unknown=tuple(f"{row['name']}: {row['skip_reason']}" for row in rows if "skip_reason" in row),
        found=tuple(
            f"{row['name']} {row['version']}: {fault['id']}, mended in {_versions(fault)}"
            for row in known
            for fault in row["vulns"]
        ),
    )


def _versions(fault: dict[str, Any]) -> str:
    return ", ".join(fault["fix_versions"]) or "no version yet"


def report(told: Told) -> int:
    """Say it; the exit status."""
    for line in told.found:
        print(f"VULNERABLE {line}")
    for line in told.unknown:
        print(f"not asked about {line}")
    print(f"{told.asked} dependencies asked about, {len(told.found)} known vulnerabilities.")
    return 1 if told.found else 0


def main(files: tuple[str, ...]) -> int:
    """Ask, and say what came of it."""
    for service in SERVICES:
        told = ask(files, service)
        if isinstance(told, str):
            print(f"{service}: {told}")
        elif told.asked or told.found:
            return report(told)
        else:
            print(f"{service}: knows none of the {len(told.unknown)} dependencies")
    print("NOT AUDITED: no vulnerability service answered. Run `make audit` where one can be reached.")
    return 0


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:]) or ALL))
