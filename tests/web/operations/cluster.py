"""A PostgreSQL server of a test's own, which is stopped, killed and begun again."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

PATIENCE = 60
ROOT = Path(__file__).parents[3]


def programs() -> Path:
    """Where PostgreSQL's own programs are, as `tools/with-postgres` finds or installs them."""
    loader = SourceFileLoader("with_postgres", str(ROOT / "tools" / "with-postgres"))
    module = module_from_spec(spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module.programs()


class Cluster:
    """One server over one folder."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder, self.data, self.programs = folder, data, programs()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.server: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        """For DATABASE_URL."""
        return f"postgres://jejaring@127.0.0.1:{self.port}/postgres"

    def run(self, *command: object) -> None:
        """As PostgreSQL's user, which is not root."""
        subprocess.run(
            [str(each) for each in command], check=True, cwd=self.folder, **as_user(), capture_output=True
        )

    def make(self, settings: str = "") -> None:
        """A new one."""
        self.run(
            self.programs / "initdb", "-D", self.data, "-U", "jejaring", "-A", "trust", "-E", "UTF8", "-N"
        )
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(f"\nfsync = off\n{settings}\n")

    def start(self) -> None:
        """Until it answers."""
        command = [self.programs / "postgres", "-D", self.data, "-p", self.port, "-k", self.folder]
        with (self.folder / "log").open("a") as log:
            self.server = subprocess.Popen(
                [*map(str, command), "-h", "127.0.0.1"], stdout=log, stderr=log, cwd=self.folder, **as_user()
            )
        until = time.monotonic() + PATIENCE
        ready = [self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode:
            assert time.monotonic() < until, (self.folder / "log").read_text()
            time.sleep(0.1)

    def stop(self, how: int = signal.SIGINT) -> None:
        """SIGINT ends all connections politely, SIGQUIT at once, as a crash does."""
        if self.server is not None:
            self.server.send_signal(how)
            self.server.wait(PATIENCE)
            self.server = None


def as_user() -> dict:
    """PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def folder_of_its_own() -> Iterator[Path]:
    """A folder that PostgreSQL's user may write to."""
    folder = Path(tempfile.mkdtemp(prefix="jejaring-cluster-", dir="/tmp"))
    if user := as_user():
        os.chown(folder, user["user"], user["group"])
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
