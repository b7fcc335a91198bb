"""Finding a region from what people write: `Kab. Garut`, `Bandung, Jawa Barat`, `jaktim`, `32.05`.

This module knows spellings: ranks before a name, shortened words, short names in daily use, former names.
What it accepts is exact but for capitals, spaces and punctuation; near misses are only ever suggested.

How a text is read:

1. A code, with or without its dots, is that region.
2. Parts after a comma, a slash or in brackets say in which region the first part lies.
3. A word such as `Kab.` or `Kec.` before the name says what it is; without one, provinces and regencies are
   looked at first, districts only when neither fits, villages only when no district fits.
4. Without a comma the last words may be the province or regency it lies in: `Garut Jawa Barat`.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from rapidfuzz import fuzz, process

from jejaring.geography.regions import LEVELS, Level, Region, region, region_names

CODE = re.compile(r"(\d\d)(?:\.?(\d\d)(?:\.?(\d\d)(?:\.?(\d{4}))?)?)?")
SEPARATORS = (re.compile(r"[,;|]+"), re.compile(r"[,;|/()\[\]]+|\s[-–—]\s"))
"""Where one part ends and the next begins; names too have brackets, slashes and dashes: `Tiro/Truseb`."""
RANK_OF_LEVEL: Mapping[Level, str] = {"province": "province", "district": "district", "village": "village"}
ADMINISTRATIVE = frozenset({"adm", "administrasi", "administratif"})
GROUP_WORDS = ("kepulauan", "pulau")
"""Words often left out of the name of a regency of islands: `Mentawai`, `Morotai`, `Tidore`."""
COUNTRY = "indonesia"

SEARCH_ORDER: tuple[tuple[Level, ...], ...] = (("province", "regency"), ("district",), ("village",))
"""Levels looked at together, and in which order, when none is asked for."""

WORTH_SUGGESTING = 55.0
"""Of 100: names less alike than this are no suggestion."""
ALIKE = 80.0
"""Of 100: when no province or regency is this much alike, districts are compared too."""
BEHIND = 20.0
"""Of 100: a name this much less alike than the likest is not worth showing beside it."""
WRONG_RANK = 8.0
"""Of 100: what a name of another rank than the one written is set back."""


@dataclass(frozen=True)
class _Spellings:
    """What `spellings.toml` says."""

    ranks: Mapping[str, str]
    words: Mapping[str, str]
    regions: Mapping[Level, Mapping[str, list[str]]]


@dataclass(frozen=True)
class _Wording:
    """A name taken apart."""

    rank: str | None
    """province, kabupaten, kota, district, village; None where nothing is said."""
    stem: str
    """Key of the name without its rank."""
    whole: str
    """Key of all words: `Kota Baru` may be a name that begins with what looks like a rank."""
    long_stem: str
    """Key of the name without its rank, shortened words written out."""


def find_regions(text: str, level: Level | None = None, within: str | None = None) -> tuple[Region, ...]:
    """The regions a text names; several when it is ambiguous, none when it names nothing known.

    Parameters
    ----------
    text : str
        A code or a name as people write it.
    level : {"province", "regency", "district", "village"}, optional
        Look only at this level. Without it the widest level that fits wins, except that provinces and
        regencies are looked at together: `Jambi` is a province and a city.
    within : str, optional
        Code of a region the result must lie in.

    Returns
    -------
    tuple[Region, ...]
        Widest level first, then in the order of codes.
    """
    code = CODE.fullmatch(text.strip())
    if code:
        coded = region(".".join(part for part in code.groups() if part))
        return (coded,) if coded and level in (None, coded.level) and _inside(coded.code, within) else ()
    for separator in SEPARATORS:
        parts = [part for part in separator.split(text) if _words(part) and _key(part) != COUNTRY]
        if parts and (found := _find_parts(parts, level, within)):
            return found
    return ()


def suggest_regions(text: str, count: int = 3, level: Level | None = None) -> tuple[Region, ...]:
    """The regions whose names are most like a misspelt one, the likest first.

    Parameters
    ----------
    text : str
        What was written. A rank before the name (`Kec.`) and a region after a comma are heeded.
    count : int, default 3
        At most so many.
    level : {"province", "regency", "district", "village"}, optional
        Compare only with this level. Without it provinces and regencies are compared with, and districts too
        when none of those is much alike.

    Returns
    -------
    tuple[Region, ...]
        Empty when no name is alike.
    """
    parts = [part for part in SEPARATORS[-1].split(text) if _words(part)]
    if not parts:
        return ()
    wording = _read(parts[0])
    contexts = [outer.code for part in parts[1:] for outer in find_regions(part)]
    levels = (level,) if level else _levels_of_rank(wording.rank) or SEARCH_ORDER[0]
    scored = _scores(wording, levels, contexts)
    if level is None and wording.rank is None and max(scored.values(), default=0.0) < ALIKE:
        scored |= _scores(wording, ("district",), contexts)
    close = [code for code in scored if scored[code] > max(scored.values()) - BEHIND]
    best = sorted(close, key=lambda code: (-scored[code], len(code), code))[:count]
    return tuple(found for code in best if (found := region(code)))


def _find_parts(parts: list[str], level: Level | None, within: str | None) -> tuple[Region, ...]:
    """Regions named by one part; the others, if any, say where it lies."""
    if len(parts) > 1:
        return _find_in_context(parts[0], parts[1:], level, within) or _find_in_context(
            parts[-1], parts[:-1], level, within
        )
    for levels in _levels_to_search(level):
        if found := _find_at(_read(parts[0]), levels, within) or _find_with_tail(parts[0], levels, within):
            return found
    return ()


def _find_in_context(
    name: str, contexts: list[str], level: Level | None, within: str | None
) -> tuple[Region, ...]:
    """Regions called `name` that lie in a region each of the contexts names."""
    allowed = [{found.code for found in find_regions(context)} for context in contexts]
    for levels in _levels_to_search(level):
        found = tuple(
            each
            for each in _find_at(_read(name), levels, within)
            if all(any(_inside(each.code, outer) for outer in outers) for outers in allowed)
        )
        if found:
            return found
    return ()


def _find_with_tail(text: str, levels: tuple[Level, ...], within: str | None) -> tuple[Region, ...]:
    """Regions of these levels named by the first words, in the province or regency named by the last."""
    words = text.split()
    for split in range(len(words) - 1, 0, -1):
        head, tail = " ".join(words[:split]), " ".join(words[split:])
        if not (_words(head) and _words(tail)):
            continue
        outers = _find_at(_read(tail), SEARCH_ORDER[0], None)
        found = tuple(
            each
            for each in (_find_at(_read(head), levels, within) if outers else ())
            if any(_inside(each.code, outer.code) for outer in outers)
        )
        if found:
            return found
    return ()


def _find_at(wording: _Wording, levels: tuple[Level, ...], within: str | None) -> tuple[Region, ...]:
    """All regions of these levels the wording names."""
    codes = (code for level in levels for code in _matches(wording, level) if _inside(code, within))
    return tuple(found for code in codes if (found := region(code)))


def _matches(wording: _Wording, level: Level) -> list[str]:
    """Codes of one level, by the reading that takes the wording most literally."""
    index = _index(level)
    readings = [(index, wording.stem), (index, wording.long_stem)]
    if level == "regency":
        readings.append((_index_without_group_words(), wording.long_stem))
    for keys, key in readings:
        found = [code for code in keys.get(key, ()) if _rank_fits(wording.rank, level, code)]
        if found:
            return found
    return list(index.get(wording.whole, ())) if wording.rank else []


def _rank_fits(rank: str | None, level: Level, code: str) -> bool:
    """Whether a region may be called by this rank; any may go without one."""
    return rank is None or rank == _rank(level, code)


def _rank(level: Level, code: str) -> str:
    """What a region of a level is called: the level, or for a regency kabupaten or kota."""
    if level == "regency":
        return "kota" if region_names("regency")[code].startswith("Kota ") else "kabupaten"
    return RANK_OF_LEVEL[level]


def _levels_to_search(level: Level | None) -> tuple[tuple[Level, ...], ...]:
    return ((level,),) if level else SEARCH_ORDER


def _levels_of_rank(rank: str | None) -> tuple[Level, ...]:
    """The levels regions of a rank belong to; none where no rank is given."""
    if rank in ("kabupaten", "kota"):
        return ("regency",)
    return tuple(level for level in LEVELS if level == rank)


def _inside(code: str, outer: str | None) -> bool:
    """Whether a region is another or lies in it."""
    return outer is None or code == outer or code.startswith(f"{outer}.")


def _scores(wording: _Wording, levels: tuple[Level, ...], contexts: list[str]) -> dict[str, float]:
    """Code -> likeness from 0 to 100 of the regions whose names are worth suggesting."""
    scored: dict[str, float] = {}
    for level in levels:
        index = _index(level)
        for key, score, _ in process.extract(
            wording.long_stem, index.keys(), scorer=fuzz.ratio, score_cutoff=WORTH_SUGGESTING, limit=50
        ):
            for code in index[key]:
                if contexts and not any(_inside(code, outer) for outer in contexts):
                    continue
                likeness = score if _rank_fits(wording.rank, level, code) else score - WRONG_RANK
                scored[code] = max(likeness, scored.get(code, 0.0))
    return scored


def _words(text: str) -> list[str]:
    """Lower-case words of letters and digits, accents and apostrophes taken off."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", re.sub(r"['`]", "", plain))


def _key(text: str) -> str:
    """What two spellings of one name have in common: `Toli-Toli` and `tolitoli`."""
    return "".join(_words(text))


def _read(text: str) -> _Wording:
    """Take a name apart."""
    spellings = _spellings()
    words = _words(text)
    rank = spellings.ranks.get(words[0]) if len(words) > 1 else None
    name = words[1:] if rank else words
    if rank and len(name) > 1 and name[0] in ADMINISTRATIVE:
        name = name[1:]
    long = [spellings.words.get(word, word) for word in name]
    return _Wording(rank, "".join(name), "".join(words), "".join(long))


@cache
def _spellings() -> _Spellings:
    """What `spellings.toml` beside this module says."""
    text = files("jejaring.geography").joinpath("spellings.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    regions: Mapping[Level, Mapping[str, list[str]]] = {
        "province": content["provinces"],
        "regency": content["regencies"],
        "district": {},
        "village": {},
    }
    return _Spellings(content["ranks"], content["words"], regions)


def _without_rank(level: Level, name: str) -> str:
    """A regency's name without Kabupaten, Kota and Administrasi; other names carry no rank."""
    return re.sub(r"^(Kabupaten|Kota) (Administrasi )?", "", name) if level == "regency" else name


def _named(level: Level) -> Iterator[tuple[str, str]]:
    """Key and code of every name and other spelling of a level's regions."""
    for code, name in region_names(level).items():
        yield _key(_without_rank(level, name)), code
    for code, others in _spellings().regions[level].items():
        for other in others:
            yield _key(other), code


def _gather(named: Iterator[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """Key -> all codes it stands for, in order."""
    codes: dict[str, set[str]] = defaultdict(set)
    for key, code in named:
        codes[key].add(code)
    return MappingProxyType({key: tuple(sorted(found)) for key, found in codes.items()})


@cache
def _index(level: Level) -> Mapping[str, tuple[str, ...]]:
    """Key -> codes of the regions of a level so called."""
    return _gather(_named(level))


@cache
def _index_without_group_words() -> Mapping[str, tuple[str, ...]]:
    """Key without `Kepulauan` or `Pulau` -> codes of the regencies so called."""
    short = (
        ("".join(word for word in words if word not in GROUP_WORDS), code)
        for code, name in region_names("regency").items()
        if set(words := _words(_without_rank("regency", name))) & set(GROUP_WORDS)
    )
    return _gather(short)
