"""The text of a CSV file as records: where each begins, on which line, with how many fields.

Says what a CSV parser would hide: odd encodings, quote marks that do not pair up, lines too short or
too long. Works on whole arrays of bytes, so a file of a million lines takes a moment.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEWLINE, QUOTE = 10, 34
BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
WINDOWS = "cp1252"


@dataclass(frozen=True)
class Decoded:
    """Text as UTF-8, and how it was written if it was not."""

    text: bytes
    encoding: str | None = None
    """The encoding it was probably written in; None for UTF-8."""
    row: int = 1
    """The first line that is not UTF-8."""


def decode(data: bytes) -> Decoded:
    """Bytes of a file as UTF-8 text with line feeds, whatever they were written in."""
    utf16 = next((encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if (
        utf16 is None
        and len(data) > 1
        and data[:200:2].count(0) + data[1:200:2].count(0) > len(data[:200]) // 3
    ):
        utf16 = "utf-16-be" if data[0] == 0 else "utf-16-le"
    if utf16:
        return Decoded(_with_line_feeds(data.decode(utf16, errors="replace").encode()), "UTF-16")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        return Decoded(_with_line_feeds(data.decode(WINDOWS, errors="replace").encode()), "Windows-1252", row)
    return Decoded(_with_line_feeds(data))


def _with_line_feeds(text: bytes) -> bytes:
    """Lines that end in a line feed only; a carriage return elsewhere in such a text is a blank."""
    if b"\r" not in text:
        return text
    if b"\n" not in text:
        return text.replace(b"\r", b"\n")
    return text.replace(b"\r\n", b"\n").replace(b"\r", b" ")


@dataclass(frozen=True)
class Records:
    """Where the records of a text are; all arrays have one entry per record."""

    starts: NDArray[np.int64]
    """Offset of the first byte."""
    ends: NDArray[np.int64]
    """Offset one past the last byte, its line feed not counted."""
    lines: NDArray[np.int64]
    """Line of the file it begins on, counted from 1."""
    fields: NDArray[np.int64]
    """Number of fields."""


@dataclass(frozen=True)
class QuoteFault:
    """A quote mark where none can be."""

    offset: int
    closed: bool
    """False for a cell whose closing quote mark never comes."""


def scan_records(text: bytes, separator: str) -> Records | QuoteFault:
    """Find the records of a text, or the first quote mark that does not belong where it is.

    A quote mark is right when it opens a cell, closes one, or stands doubled inside one (RFC 4180).
    """
    codes = np.frombuffer(text, dtype=np.uint8)
    quotes = np.flatnonzero(codes == QUOTE)
    fault = _misplaced_quote(codes, quotes, ord(separator))
    if fault is not None:
        return fault
    newlines = np.flatnonzero(codes == NEWLINE)
    separators = _outside(np.flatnonzero(codes == ord(separator)), quotes)
    record_ends = _outside(newlines, quotes)
    starts = np.concatenate(([0], record_ends + 1))
    ends = np.concatenate((record_ends, [len(codes)]))
    if starts[-1] == len(codes):  # the last line feed ends the last record
        starts, ends = starts[:-1], ends[:-1]
    return Records(
        starts=starts,
        ends=ends,
        lines=np.searchsorted(newlines, starts) + 1,
        fields=np.searchsorted(separators, ends) - np.searchsorted(separators, starts) + 1,
    )


def _outside(positions: NDArray[np.int64], quotes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Those positions that have an even number of quote marks before them."""
    return positions if quotes.size == 0 else positions[np.searchsorted(quotes, positions) % 2 == 0]


def _misplaced_quote(
    codes: NDArray[np.uint8], quotes: NDArray[np.int64], separator: int
) -> QuoteFault | None:
    if quotes.size == 0:
        return None
    opening, closing = quotes[::2], quotes[1::2]
    before = codes[np.maximum(opening - 1, 0)]
    opens = (opening == 0) | (before == separator) | (before == NEWLINE)
    opens[1:] |= opening[1:] - 1 == closing[: opening.size - 1]  # the second of two inside a cell
    after = codes[np.minimum(closing + 1, codes.size - 1)]
    closes = (closing == codes.size - 1) | (after == separator) | (after == NEWLINE)
    pairs = min(closing.size, opening.size - 1)
    closes[:pairs] |= closing[:pairs] + 1 == opening[1 : pairs + 1]  # the first of two inside a cell
    wrong = np.concatenate((opening[~opens], closing[~closes]))
    if wrong.size:
        return QuoteFault(int(wrong.min()), closed=True)
    if opening.size > closing.size:
        single = np.ones(opening.size, dtype=bool)
        single[1:] = opening[1:] - 1 != closing
        return QuoteFault(int(opening[single][-1]), closed=False)
    return None
