"""The site's processes, started and killed."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

TOKEN = "k" * 32
PATIENCE = 90
REPOSITORY = Path(__file__).parents[3]


class Gone(Exception):
    """The site did not answer: it is being killed."""


class Site:
    """Web server and worker over one data folder, on a port of this machine."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.running: list[psutil.Process] = []
        self.ready = subprocess.Popen(
            [sys.executable, "-m", "tests.web.killing.ready"],
            env=environment,
            cwd=REPOSITORY,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._told() == "ready"

    def start_worker(self) -> None:
        """The worker alone."""
        self._start("worker")

    def start(self) -> None:
        """Both, until the server has answered with a page."""
        self._start(f"serve {self.port}")
        self.start_worker()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            try:
                asking.request("GET", "/putaran/")
                asking.getresponse().read()
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
            else:
                return
            finally:
                asking.close()
        raise AssertionError("the site did not start")

    def kill(self) -> None:
        """SIGKILL to both and to all that they have started."""
        every = list(self.running)
        for each in self.running:
            with suppress(psutil.NoSuchProcess):
                every += each.children(recursive=True)
        for one in every:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        until = time.monotonic() + PATIENCE
        while any(map(runs, every)):
            assert time.monotonic() < until
            time.sleep(0.01)
        self.running = []

    def end(self) -> None:
        """Leave nothing running."""
        self.kill()
        self.ready.kill()
        self.ready.wait()

    def _start(self, what: str) -> None:
        assert self.ready.stdin is not None
        self.ready.stdin.write(f"{what}\n")
        self.ready.stdin.flush()
        self.running.append(psutil.Process(int(self._told())))

    def _told(self) -> str:
        assert self.ready.stdout is not None
        return self.ready.stdout.readline().strip()


def runs(process: psutil.Process) -> bool:
    """Whether it is there and not merely waits for its number to be taken back."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def called(environment: dict[str, str], *command: str) -> None:
    """Run a module of Python's over the site's data, to its end."""
    subprocess.run([sys.executable, "-m", *command], env=environment, cwd=REPOSITORY, check=True)


@contextmanager
def killed_at_last(site: Site) -> Iterator[Site]:
    """The site, with nothing left running in the end."""
    try:
        yield site
    finally:
        site.end()
