"""A market's hash: what it says, whatever its file form, row order or machine.

The canonical form is, table by table in a fixed order, the rows sorted by their key and then column by
column: which cells are filled, texts as UTF-8 with their lengths, numbers as little-endian IEEE doubles
(negative zero as zero), marks as bytes. Only what a plan depends on is in it: of the shipped catalogue
the entries the listings use, of the national freight its name.
"""

import hashlib
from collections.abc import Mapping

import numpy as np
import polars as pl

FORM = b"jejaring market 1\n"


def hash_frames(frames: Mapping[str, pl.DataFrame], freight_name: str) -> str:
    """SHA-256, as hexadecimal, of frames whose rows are already in canonical order."""
    digest = hashlib.sha256(FORM)
    for name, frame in frames.items():
        heading = f"{name} {frame.height} {' '.join(frame.columns)}\n"
        digest.update(heading.encode())
        for column in frame.get_columns():
            digest.update(_canonical(column))
    digest.update(f"freight {freight_name}\n".encode())
    return digest.hexdigest()


def _canonical(column: pl.Series) -> bytes:
    filled = np.packbits(column.is_not_null().to_numpy(), bitorder="little").tobytes()
    if column.dtype == pl.String:
        text = column.fill_null("")
        lengths = text.str.len_bytes().to_numpy().astype("<u4").tobytes()
        joined = text.str.join("").item() if len(text) else ""
        return filled + lengths + joined.encode()
    if column.dtype == pl.Boolean:
        return filled + column.fill_null(False).to_numpy().astype("u1").tobytes()
    return filled + (column.fill_null(0.0).to_numpy() + 0.0).astype("<f8").tobytes()
