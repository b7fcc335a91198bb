"""Where a line says something is, or from where to where it goes."""

import re
from dataclasses import dataclass

from jejaring.geography import Region, find_regions, suggest_regions
from jejaring.web.trade.line.text import blank
from jejaring.web.trade.line.vocabulary import vocabulary

CUE = re.compile(
    r"(?<![a-z0-9])(?:(?:lokasi|lok|posisi|alamat|asal|daerah|wilayah|area|gudang|barang)(?:nya)?\s*[:=]?\s*)?"
    r"(?:(?:di|dari|kirim ke|tujuan|ke|lokasi|lok|posisi|alamat|asal|daerah|wilayah|area)\s*[:=]?\s+)"
    r"(?:(?:daerah|wilayah|area)\s+)?"
)
RANKED = re.compile(r"(?<![a-z0-9])(?=(?:kab|kabupaten|kota|kec|kecamatan|desa|prov|provinsi)[. ])")
BETWEEN = re.compile(r"\s*(?<!\|)(?:-|(?<![a-z0-9])(?:ke|tujuan|menuju|sampai|to)(?![a-z0-9]))\s*")
WORD = re.compile(r"[a-z0-9'./,()]+")
MOST_WORDS = 5
SHORTEST_BARE = 4
"""Letters of a name that is taken for a place though nothing before it says so."""
MOST_CHOICES = 6


@dataclass(frozen=True)
class Place:
    """A place, and the text without it."""

    found: tuple[str, ...]
    """Codes: one; several: it has to be asked; none with words: nothing is called so."""
    said: str
    rest: str
    suggested: tuple[str, ...] = ()
    province: bool = False
    """Whether only a province is named."""


def take_place(text: str, home: str) -> Place:
    """Where the thing is: what stands after `di`, `dari`, `kab.`; else a regency's name by itself."""
    unknown = None
    for cue in (CUE, RANKED):
        for match in cue.finditer(text):
            phrase = _phrase(text, match.end())
            found, length = _longest_prefix(phrase, bare=False)
            if found:
                return _place(found, text, match.start(), match.end() + length, phrase[:length], home)
            first = _first_word(phrase)
            if unknown is None and len(first) >= SHORTEST_BARE and first not in vocabulary().filler:
                near = tuple(region.code for region in suggest_regions(first, level="regency"))
                if near:
                    end = match.end() + phrase.find(first) + len(first)
                    unknown = Place((), first, blank(text, match.start(), end), suggested=near)
    words = [word for word in WORD.finditer(text) if word[0] not in vocabulary().filler]
    for word in words:
        found, length = _longest_prefix(_phrase(text, word.start()), bare=True)
        if found:
            end = word.start() + length
            return _place(found, text, word.start(), end, text[word.start() : end], home)
    return unknown or Place((), "", text)


def take_route(text: str, home: str) -> tuple[Place, Place, str] | None:
    """From where to where: `Garut-Denpasar`, `dari Garut ke Denpasar`; None when no such pair is named."""
    for between in BETWEEN.finditer(text):
        before = text[: between.start()].rsplit("|", 1)[-1]
        after = _phrase(text, between.end())
        left, width = _longest_suffix(before)
        right, length = _longest_prefix(after, bare=False)
        if left and right:
            start, end = between.start() - width, between.end() + length
            rest = blank(text, start, end)
            origin = _place(left, text, start, between.start(), text[start : between.start()].strip(), home)
            target = _place(right, text, between.end(), end, after[:length].strip(), "")
            return origin, target, rest
    return None


def _place(found: tuple[Region, ...], text: str, start: int, end: int, said: str, home: str) -> Place:
    codes = tuple(region.code for region in found if region.level != "province")
    rest = blank(text, start, end)
    if not codes:
        return Place((), said.strip(), rest, province=True)
    here = tuple(code for code in codes if home and (code[:5] == home[:5] or home.startswith(code)))
    return Place((here or codes)[:1] if here else codes[:MOST_CHOICES], said.strip(), rest)


def _phrase(text: str, start: int) -> str:
    return text[start:].split("|", 1)[0]


def _first_word(phrase: str) -> str:
    found = re.search(r"[a-z']+", phrase)
    return found[0] if found else ""


def _longest_prefix(phrase: str, *, bare: bool) -> tuple[tuple[Region, ...], int]:
    words = list(WORD.finditer(phrase))[:MOST_WORDS]
    for count in range(len(words), 0, -1):
        name = phrase[: words[count - 1].end()]
        if found := _regions(name, bare=bare):
            return found, len(name)
    return (), 0


def _longest_suffix(phrase: str) -> tuple[tuple[Region, ...], int]:
    words = list(WORD.finditer(phrase))[-MOST_WORDS:]
    for word in words:
        name = phrase[word.start() :]
        if found := _regions(name, bare=False):
            return found, len(name)
    return (), 0


def _regions(name: str, *, bare: bool) -> tuple[Region, ...]:
    name = name.strip(" .,()-")
    if len(name) < 2 or not re.search("[a-z]", name):
        return ()
    if not bare:
        return find_regions(name)
    if len(name) < SHORTEST_BARE:
        return ()
    return find_regions(name, level="regency") or find_regions(name, level="province")
