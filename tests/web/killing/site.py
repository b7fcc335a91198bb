"""The site's processes, started and killed; and somebody's browser without a window."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

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
        self.running: list[subprocess.Popen] = []

    def start_worker(self) -> None:
        """The worker alone."""
        self.running.append(self._started([sys.executable, "-m", "jejaring.web", "worker"]))

    def start(self) -> None:
        """Both, until the server has answered with a page."""
        gunicorn = Path(sys.executable).with_name("gunicorn")
        bind = f"--bind=127.0.0.1:{self.port}"
        serve = [str(gunicorn), "jejaring.web.wsgi", bind, "--threads=4", "--log-level=critical"]
        self.running.append(self._started(serve))
        self.start_worker()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            try:
                asking.request("GET", "/putaran/")
                asking.getresponse().read()
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
            else:
                return
            finally:
                asking.close()
        raise AssertionError("the site did not start")

    def kill(self) -> None:
        """SIGKILL to both and to all that they have started."""
        every = [
            one for each in self.running for one in (*psutil.Process(each.pid).children(recursive=True), each)
        ]
        for one in every:
            with suppress(ProcessLookupError, psutil.NoSuchProcess):
                os.kill(one.pid, signal.SIGKILL)
        for each in self.running:
            each.wait()
        self.running = []

    def _started(self, command: list[str]) -> subprocess.Popen:
        return subprocess.Popen(
            command,
            env=self.environment,
            cwd=REPOSITORY,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def called(environment: dict[str, str], *command: str) -> None:
    """Run a module of Python's over the site's data, to its end."""
    subprocess.run([sys.executable, "-m", *command], env=environment, cwd=REPOSITORY, check=True)


@contextmanager
def killed_at_last(site: Site) -> Iterator[Site]:
    """The site, with nothing left running in the end."""
    try:
        yield site
    finally:
        site.kill()


class Browser:
    """One person signed in."""

    def __init__(self, site: Site, session: str) -> None:
        self.site = site
        self.cookie = f"sessionid={session}; csrftoken={TOKEN}"

    def get(self, path: str) -> str:
        """A page; empty when it is not there."""
        status, _where, text = self._ask("GET", path)
        return text if status == 200 else ""

    def post(self, path: str, **fields: object) -> str:
        """Send a form; where it led, empty when it led nowhere."""
        status, where, _text = self._ask("POST", path, {"csrfmiddlewaretoken": TOKEN, **fields})
        return where if status == 302 else ""

    def _ask(self, method: str, path: str, fields: dict | None = None) -> tuple[int, str, str]:
        asking = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=PATIENCE)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            asking.request(method, path, urlencode(fields) if fields else None, headers)
            answer = asking.getresponse()
            return answer.status, answer.getheader("Location", ""), answer.read().decode()
        except (OSError, http.client.HTTPException) as fault:
            raise Gone from fault
        finally:
            asking.close()


def version_in(page: str) -> str:
    """What the page's forms say they have seen."""
    found = re.search(r'name="version" value="(\d+)"', page)
    return found[1] if found else ""
