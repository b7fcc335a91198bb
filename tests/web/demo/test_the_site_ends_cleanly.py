import os
import re
import signal
import subprocess
import sys
from functools import partial
from urllib.request import urlopen

import psutil
import pytest

from jejaring.web.common.address import free_address

pytestmark = pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "") != "", reason="this site always has a SQLite file of its own"
)

OF_ITS_OWN = ("DATABASE_URL", "JEJARING_ADDRESS")


@pytest.fixture
def site(number, prepared_site, tmp_path):
    """The site as `make site` serves it, in a folder of its own: one begins with nothing, one as a copy."""
    if number == signal.SIGINT:
        prepared_site.copied_to(tmp_path)
    environment = {name: value for name, value in os.environ.items() if name not in OF_ITS_OWN}
    started = subprocess.Popen(
        [sys.executable, "-m", "jejaring.web", "serve", f"--address={free_address('127.0.0.1:18000')}"],
        env=environment | {"JEJARING_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "jejaring.web.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # Heard even where a shell ignores it.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    yield started
    if started.poll() is None:
        started.terminate()
        started.communicate(timeout=60)


def served(address):
    for _ in range(300):
        try:
            with urlopen(address, timeout=60) as answer:
                return answer.status == 200
        except OSError:
            signal.sigtimedwait([], 0.2)
    return False


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(signal.SIGINT, id="SIGINT"),
        pytest.param(signal.SIGTERM, id="SIGTERM", marks=pytest.mark.prove),
    ],
)
def test_ctrl_c_and_a_polite_end_leave_nothing_behind(site, number):
    address = re.search(r"http://\S+", site.stdout.readline()).group()
    assert served(address)
    children = psutil.Process(site.pid).children(recursive=True)
    assert {f"{child.environ()['JEJARING_ADDRESS']}/" for child in children} == {address}
    os.killpg(site.pid, number)  # as a terminal does
    told, _ = site.communicate(timeout=60)
    assert site.returncode == 0
    assert "Traceback" not in told
    _gone, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
