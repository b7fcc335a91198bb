"""gunicorn on a door that somebody else holds open, as systemd does; and people who come all the time."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

REPOSITORY = Path(__file__).parents[3]
PATIENCE = 120


def a_door():
    """A socket that listens."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    door.listen(2048)
    return door


def server_at(door, app, *options, environment=None):
    """A server that takes who comes to the door."""
    command = [sys.executable, "-m", "gunicorn", app, f"--bind=fd://{door.fileno()}", "--log-level=error"]
    return subprocess.Popen(
        [*command, *options], pass_fds=[door.fileno()], cwd=REPOSITORY, env=environment or dict(os.environ)
    )


def ask(port, path="/", timeout=PATIENCE):
    """One request, on a connection of its own: status and body."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        asking.request("GET", path)
        answer = asking.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    finally:
        asking.close()


def until_served(port, path="/"):
    """Wait for the first answer."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError, http.client.HTTPException):
            return ask(port, path)
        time.sleep(0.1)
    raise AssertionError("nobody answers")


class Crowd:
    """People who ask one after the other, some on connections that they keep."""

    def __init__(self, port, path="/", people=8):
        self.port, self.path = port, path
        self.answers, self.faults = [], []
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self._come, args=[n % 2 == 0]) for n in range(people)]

    def _come(self, kept):
        line = None
        while not self.ended.is_set():
            line = line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            try:
                line.request("GET", self.path)
                answer = line.getresponse()
                self.answers.append((answer.status, answer.read()[:20]))
                if not kept or answer.will_close:
                    line.close()
                    line = None
            except (OSError, http.client.HTTPException) as fault:
                self.faults.append(repr(fault))
                line = None
            time.sleep(0.005)

    def came(self, more):
        """Wait until so many more were answered."""
        wanted, until = len(self.answers) + more, time.monotonic() + PATIENCE
        while len(self.answers) < wanted and time.monotonic() < until:
            time.sleep(0.02)
        assert len(self.answers) >= wanted, self.faults[:3]


@contextmanager
def crowd(port, path="/", people=8):
    """They come as long as this lasts."""
    found = Crowd(port, path, people)
    for each in found.threads:
        each.start()
    try:
        yield found
    finally:
        found.ended.set()
        for each in found.threads:
            each.join()


@contextmanager
def ended_at_last(*servers):
    """Nothing is left running."""
    running = list(servers)
    try:
        yield running
    finally:
        for each in running:
            if each.poll() is None:
                each.terminate()
        for each in running:
            try:
                each.wait(30)
            except subprocess.TimeoutExpired:
                each.kill()
                each.wait()
