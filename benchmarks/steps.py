"""What the steps of one process took, told to the process that compares them."""

import json
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

KILOBYTES_PER_MEGABYTE = 1024


class Unfinished(Exception):
    """A side has no optimum within its time; the step it gave up in is not measured."""


@dataclass
class Steps:
    """Seconds of each step in order, and the memory needed so far after each."""

    seconds: dict[str, float] = field(default_factory=dict)
    cpu_seconds: dict[str, float] = field(default_factory=dict)
    """What the process itself had of the processor, on all cores together: what else runs matters little."""
    peak_megabytes: dict[str, float] = field(default_factory=dict)
    """The most memory the process has held up to the end of each step."""
    facts: dict[str, float | str | bool] = field(default_factory=dict)
    """What was found: objective, size of the program, verdict."""
    unfinished: str = ""
    """Why the process gave up, if it did."""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure the step done inside."""
        watch = Watch()
        yield
        self.end(name, watch)

    def end(self, step: str, watch: "Watch") -> None:
        """Note a step that ends now."""
        self.seconds[step] = time.perf_counter() - watch.started
        self.cpu_seconds[step] = time.process_time() - watch.cpu_started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self.peak_megabytes[step] = peak / KILOBYTES_PER_MEGABYTE

    def write(self, file: Path) -> None:
        """Tell them to whoever started this process."""
        file.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, file: Path) -> "Steps":
        """What a process told."""
        return cls(**json.loads(file.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Watch:
    """When a step began."""

    started: float = field(default_factory=time.perf_counter)
    cpu_started: float = field(default_factory=time.process_time)
