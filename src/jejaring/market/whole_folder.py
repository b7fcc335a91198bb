"""A folder that takes another's place whole or not at all, even when the process is killed in between."""

import shutil
from pathlib import Path


def put_in_place(new: Path, path: Path) -> None:
    """Let the folder `new` take the place of what stands at `path`, which is set aside until then.

    Interrupted in between, the old folder comes back: at once, or if the process was killed, with the next
    `bring_back`.
    """
    aside = set_aside(path)
    if path.exists():
        shutil.rmtree(aside, ignore_errors=True)
        path.rename(aside)
    try:
        new.rename(path)
    except BaseException:
        bring_back(path)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def set_aside(path: Path) -> Path:
    """Where the folder at `path` stands while another takes its place."""
    return path.parent / f".{path.name}.replaced"


def bring_back(path: Path) -> None:
    """Put a folder that was set aside back at `path`, where nothing took its place."""
    aside = set_aside(path)
    if aside.exists() and not path.exists():
        aside.rename(path)


def standing(path: Path) -> Path:
    """Where the folder of `path` can be read now.

    Set aside it is left there, in case its successor is just being put in place.
    """
    aside = set_aside(path)
    return aside if aside.exists() and not path.exists() else path
