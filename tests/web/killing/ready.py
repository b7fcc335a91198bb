"""A process that has read all of the site's code, and parts with a copy of itself for each that is killed.

Reading the code takes Python some three seconds of a processor for each of the site's three processes; parted
they are there at once. They differ from those that `jejaring-site` starts in nothing else: there is no
connection to the database and no pool of threads when they part.

Run as `python -m tests.web.killing.ready`: a line `serve PORT` or `worker` starts one and is answered with
the number of its process.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any


def main() -> None:
    """Read the code, then start what is asked for until nobody asks any more."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # its threads would not survive the parting
    read_all()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever is killed leaves nothing
        what, *arguments = line.split()
        key = part({"serve": serve, "worker": work}[what], *arguments)
        sys.stdout.write(f"{key}\n")
        sys.stdout.flush()


def read_all() -> None:
    """All code that the site's processes use."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.web.settings")
    import django

    django.setup()
    import django_tasks_db.management.commands.db_worker  # noqa: F401
    import gunicorn.app.wsgiapp
    import gunicorn.workers.gthread  # noqa: F401
    from django.urls import reverse

    import jejaring.web.rounds.tasks  # noqa: F401

    reverse("home")  # reads all views


def part(act: Callable[..., None], *arguments: str) -> int:
    """A copy of this process, in a session of its own, that does this and ends; its number."""
    key = os.fork()
    if key:
        return key
    try:
        os.setsid()
        for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        silence = os.open(os.devnull, os.O_RDWR)
        for each in (0, 1, 2):
            os.dup2(silence, each)
        act(*arguments)
    finally:
        os._exit(1)


def serve(port: str) -> None:
    """The web server, as `jejaring-site serve` starts it."""
    from gunicorn.app.wsgiapp import WSGIApplication

    bind = f"--bind=127.0.0.1:{port}"
    sys.argv = ["gunicorn", "jejaring.web.wsgi", bind, "--threads=4", "--log-level=critical"]
    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()


def work() -> None:
    """The worker; the process that it starts for its jobs is parted from it as well."""
    from jejaring.web.common.management.commands import worker

    worker.subprocess = Started
    command("worker")


def command(*words: str) -> None:
    """A command of the site's."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["jejaring-site", *words])


class Started:
    """In the place of `subprocess`, for a worker: what its command says is parted instead of read anew."""

    class TimeoutExpired(Exception):
        """It did not end in time."""

    class Popen:
        """A process that was started."""

        def __init__(self, words: list[str], **_said: Any) -> None:
            from django.db import connections

            connections.close_all()  # a connection is of one process
            self.pid, self.ended = part(command, *words[3:]), False

        def poll(self) -> int | None:
            """None while it runs."""
            if not self.ended:
                self.ended = os.waitpid(self.pid, os.WNOHANG)[0] == self.pid
            return 0 if self.ended else None

        def kill(self) -> None:
            """SIGKILL."""
            if not self.ended:
                os.kill(self.pid, signal.SIGKILL)

        def wait(self, _seconds: float = 0) -> None:
            """Until it has ended."""
            if not self.ended:
                os.waitpid(self.pid, 0)
                self.ended = True


if __name__ == "__main__":
    main()
