"""Ctrl-C at any moment: exit status 130, one line, nothing left behind."""

import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from jejaring.cli.interrupt import listening
from jejaring.cli.work.background import in_background

SEPATU = Path(__file__).parents[2] / "examples" / "sepatu"
RUN = """
import sys
from jejaring.cli import main

class Watch:
    def find_spec(self, name, *rest):
        if name == "jejaring.cli.app":  # the first thing the command needs
            print("awake", flush=True)

sys.meta_path.insert(0, Watch())
main(sys.argv[1:])
"""


@pytest.fixture
def heard():
    """Ctrl-C is heard even where the tests were started in the background, which makes a shell ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.2, 0.5, 1.0])  # it ends after some 1.5
def test_one_kind_line_and_nothing_else(tmp_path, seconds):
    command = [sys.executable, "-c", RUN, "plan", SEPATU, "--out", tmp_path / "rencana", "--lang", "id"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "awake\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told == "Dihentikan atas permintaan Anda. Tidak ada yang tertinggal setengah jadi.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("heard")
def test_work_that_listens_to_nobody_is_left_at_once():
    def deaf() -> None:
        time.sleep(30)

    main = threading.main_thread().ident
    assert main is not None
    threading.Timer(0.3, lambda: signal.pthread_kill(main, signal.SIGINT)).start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        in_background(deaf)
    assert time.monotonic() - started < 15


@pytest.mark.usefixtures("heard")
def test_what_a_library_swallowed_is_raised_again_before_work_begins():
    begun = []
    with listening():
        with suppress(BaseException):  # as some do while they are loaded
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            in_background(lambda: begun.append(1))
    in_background(lambda: begun.append(2))
    assert begun == [2]


def test_work_in_the_background_returns_and_raises_as_it_would_anywhere():
    assert in_background(lambda: 42) == 42
    with pytest.raises(ZeroDivisionError):
        in_background(lambda: 1 / 0)
