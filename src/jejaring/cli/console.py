"""Speaking to the person at the terminal: sentences, progress and errors, in their language."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from jejaring.language import Language, format_number, read_phrases

if TYPE_CHECKING:
    from jejaring.planning import ProgressTold  # all of planning, for the name of a type

PHRASES = "jejaring.cli"
BAD_INPUT = 2
NOT_VERIFIED = 1
BETWEEN_LOOKS = 0.05  # seconds, in which a bar need not move


@dataclass(frozen=True)
class Speaker:
    """Where sentences go, and in which language."""

    language: Language
    out: Console = field(default_factory=lambda: _console())
    err: Console = field(default_factory=lambda: _console(sys.stderr))

    def phrase(self, key: str, **values: object) -> str:
        """The sentence `key` of this package."""
        return read_phrases(PHRASES).say(key, self.language, **values)

    def counted(self, things: str, count: int) -> str:
        """How many there are of `things`: `1 cooperative`, `2 cooperatives`, `2 koperasi`."""
        key = f"one-{things}" if count == 1 else f"many-{things}"
        return self.phrase(key, count=format_number(count, self.language))

    def say(self, key: str, **values: object) -> None:
        """Print a sentence to standard output."""
        self.print(self.phrase(key, **values))

    def print(self, text: str) -> None:
        """Print a line to standard output."""
        self.out.print(text, markup=False)

    def complain(self, text: str) -> None:
        """Print what is wrong to standard error."""
        self.err.print(text, markup=False)

    @contextmanager
    def progress(self) -> Iterator["ProgressTold"]:
        """A bar on standard error that follows what is told; nothing where that is not a terminal."""
        if not self.err.is_terminal:
            yield lambda stage, share: None
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.err, transient=True) as bar:
            task, shown, due = bar.add_task("", total=1.0), "", 0.0

            def told(stage: str, share: float) -> None:
                nonlocal shown, due
                now = monotonic()
                if stage != shown or now >= due:  # a solver tells more than anybody sees
                    shown, due = stage, now + BETWEEN_LOOKS
                    bar.update(task, description=self.phrase(f"stage-{stage}"), completed=share)

            yield told


def _console(file: TextIO | None = None) -> Console:
    """A console that prints what it is given: an id such as `kopi:cat:1` is no picture of a cat."""
    return Console(file=file, highlight=False, soft_wrap=True, emoji=False)
