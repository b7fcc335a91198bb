"""What the environment says about this site: where its data lies, who may reach it, its secret.

With nothing set, a site runs on this machine alone, keeps everything in one folder and makes its own secret.
"""

import os
import secrets
from pathlib import Path


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
