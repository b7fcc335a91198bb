"""Where the package keeps its shipped data; what is in a file is known by whoever reads it."""

import gzip
from importlib.resources import files


def read_text(name: str) -> str:
    """The text of a shipped data file; one that ends in `.gz` is unpacked."""
    content = files("jejaring.geography").joinpath("data", name).read_bytes()
    return (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8")
