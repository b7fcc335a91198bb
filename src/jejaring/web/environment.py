"""What the environment says about this site: where its data lies, who may reach it, its secret.

With nothing set, a site runs on this machine alone, keeps everything in one folder and makes its own secret.
A site that others can reach does not start until it is told what may not be guessed (`demand_safe`).
"""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

OWN_MACHINE = ("localhost", "127.0.0.1", "[::1]")
SHORTEST_SECRET = 32
"""Letters of JEJARING_SECRET_KEY."""


def data_folder() -> Path:
    """Where the embedded database and uploads lie: JEJARING_DATA, or `build/site` where it is started."""
    return Path(os.environ.get("JEJARING_DATA", "build/site")).resolve()


def truth(name: str, otherwise: bool) -> bool:
    """A yes or no from the environment.

    Raises
    ------
    ValueError
        When the value is neither.
    """
    said = os.environ.get(name, "").strip().lower()
    if said in ("1", "true", "yes", "on"):
        return True
    if said in ("0", "false", "no", "off"):
        return False
    if said:
        raise ValueError(f"{name}={said!r}: use 1 or 0")
    return otherwise


def listed(name: str, otherwise: str) -> list[str]:
    """Values separated by commas."""
    return [value.strip() for value in os.environ.get(name, otherwise).split(",") if value.strip()]


def whole(name: str, otherwise: int) -> int:
    """A whole number from the environment.

    Raises
    ------
    ValueError
        When the value is none.
    """
    said = os.environ.get(name, "").strip()
    if said and not (said.isascii() and said.isdigit()):
        raise ValueError(f"{name}={said!r}: use a whole number")
    return int(said) if said else otherwise


def reached_by_others(hosts: Iterable[str], https: bool) -> bool:
    """Whether people on other machines use the site, by what it is told of its names."""
    return https or any(host not in OWN_MACHINE for host in hosts)


def demand_safe(hosts: Iterable[str], https: bool) -> None:
    """Go on only when a site that others can reach is told all that keeps it safe.

    Raises
    ------
    ImproperlyConfigured
        Naming every variable that is missing or unsafe, and what would be right.
    """
    said = os.environ.get
    faults = {
        "JEJARING_SECRET_KEY": len(said("JEJARING_SECRET_KEY", "")) < SHORTEST_SECRET
        and f"give a random one of at least {SHORTEST_SECRET} letters, the same for all processes",
        "JEJARING_HOSTS": "*" in hosts and "name the hosts that the site answers to",
        "JEJARING_HTTPS": not said("JEJARING_HTTPS")
        and "1; or 0 where no name or code need be kept from others",
        "JEJARING_DEBUG": truth("JEJARING_DEBUG", otherwise=False) and "0: debug pages show secrets",
        "JEJARING_ADDRESS": https
        and not said("JEJARING_ADDRESS", "").startswith("https://")
        and "the address people use, as https://jejaring.example",
        "JEJARING_SMS": not said("JEJARING_SMS") and "who sends text messages; codes would go to the log",
        "JEJARING_EMAIL": not said("JEJARING_EMAIL") and "who sends e-mail; codes would go to the terminal",
    }
    told = [f"  {name}: {remedy}" for name, remedy in faults.items() if remedy]
    if told:
        raise ImproperlyConfigured(
            "Others can reach this site, so say in the environment:\n" + "\n".join(told)
        )


def secret_key(folder: Path) -> str:
    """JEJARING_SECRET_KEY, or a secret made once and kept in the data folder, readable by its owner alone.

    Several web processes on several machines must share one: give it in the environment there.
    """
    given = os.environ.get("JEJARING_SECRET_KEY", "")
    if given:
        return given
    kept = folder / "secret-key"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return kept.read_text()
