"""Which commodity or recipe a line means, by every name the catalogue knows."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import polars as pl

from jejaring.catalogue import find_commodity, shipped_catalogue
from jejaring.catalogue.names import fold
from jejaring.geography import find_regions
from jejaring.web.trade.line.text import blank
from jejaring.web.trade.line.vocabulary import vocabulary

LONGEST_NAME = 5
"""Words."""
SHORTEST_TYPO = 6
"""Letters, as in the catalogue's own search."""
BESIDE = ("kemasan", "jasa")
"""Groups that are named beside the goods meant: sacks, services."""
WORD = re.compile(r"[a-z0-9']+")


@dataclass(frozen=True)
class Goods:
    """What was found, and the text without it."""

    found: tuple[str, ...]
    """One commodity; several: it has to be asked; none: none is named."""
    said: str
    rest: str


@cache
def _names() -> Mapping[str, tuple[int, str]]:
    """Folded name -> its rank and the commodity; an id or a name wins over another's alias."""
    names: dict[str, tuple[int, str]] = {}
    for rank, column in enumerate(("commodity", "name_id", "name_en", "aliases")):
        for commodity, text in (
            shipped_catalogue().commodities.select(pl.col("commodity").alias("key"), column).rows()
        ):
            for name in (text or "").split(";"):
                without = re.sub(r"\([^)]*\)", " ", name)
                for folded in (fold(name), fold(without)):
                    if folded:
                        names.setdefault(folded, (rank, commodity))
    return names


@cache
def _with_word() -> Mapping[str, tuple[str, ...]]:
    """Word -> commodities with an Indonesian name that holds it, goods before services."""
    found: dict[str, list[str]] = defaultdict(list)
    for commodity, name, group in (
        shipped_catalogue().commodities.select("commodity", "name_id", "group").rows()
    ):
        if group != "jasa":
            for word in fold(name).split():
                found[word].append(commodity)
    return {word: tuple(commodities) for word, commodities in found.items()}


@cache
def _group() -> Mapping[str, str]:
    return dict(shipped_catalogue().commodities.select("commodity", "group").rows())


def take_numbered(text: str) -> Goods | None:
    """A commodity whose name holds a number, such as `LPG 3 kg`, before its number is taken for an amount."""
    for name, (_, commodity) in _names().items():
        if re.search(r"\d", name) and _group()[commodity] not in BESIDE:
            parts = re.findall(r"[a-z]+|\d+", name)
            if found := re.search(r"(?<![a-z0-9])" + r"[\s-]*".join(parts) + r"(?![a-z0-9])", text):
                return Goods((commodity,), found[0], blank(text, *found.span()))
    return None


def take_goods(text: str) -> Goods:
    """The commodity that a line names, read from the longest name to the shortest."""
    hits: list[tuple[int, int, str]] = []
    known = [(*_names()[words], start, end, words) for start, end, words in _runs(text) if words in _names()]
    for _, commodity, start, end, _ in sorted(known, key=lambda hit: (-len(hit[4].split()), hit[0], hit[2])):
        if not any(start < b and a < end for a, b, _ in hits):
            hits.append((start, end, commodity))
    if not hits:
        hits = list(_misspelt(text))[:1]
    distinct = list(dict.fromkeys(commodity for _, _, commodity in sorted(hits)))
    main = [commodity for commodity in distinct if _group()[commodity] not in BESIDE] or distinct
    if main:
        kept = [(a, b) for a, b, commodity in hits if commodity in main]
        return Goods(tuple(main), _said(text, kept), _without(text, kept))
    for start, end, words in _runs(text, longest=1):
        if len(words) > 2 and words in _with_word() and not _says_nothing(words):
            return Goods(_with_word()[words], words, blank(text, start, end))
    return Goods((), "", text)


def _says_nothing(word: str) -> bool:
    """Filler, or work: the `giling` of `bisa giling` names no goods."""
    words = vocabulary()
    return word in words.filler or any(pattern.fullmatch(word) for pattern in words.verbs.values())


def _misspelt(text: str) -> Iterator[tuple[int, int, str]]:
    for start, end, words in _runs(text, longest=3):
        if len(words) >= SHORTEST_TYPO and (set(words.split()) - vocabulary().filler):
            commodity = _named(words)
            if commodity and not find_regions(words, level="regency"):
                yield start, end, commodity


@lru_cache(maxsize=4096)
def _named(words: str) -> str | None:
    return find_commodity(words, shipped_catalogue())


def _runs(text: str, longest: int = LONGEST_NAME) -> Iterator[tuple[int, int, str]]:
    """Every run of words that nothing was cut out of, the longest first."""
    words = list(WORD.finditer(text))
    for length in range(min(longest, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            start, end = words[first].start(), words[first + length - 1].end()
            if "|" not in text[start:end]:
                yield start, end, fold(text[start:end])


def _said(text: str, spans: list[tuple[int, int]]) -> str:
    return " ".join(text[start:end] for start, end in sorted(spans))


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = blank(text, start, end)
    return text


@cache
def _recipes() -> tuple[tuple[str, str, str, frozenset[str]], ...]:
    """Recipe, its id and name as one text, its main output, its inputs."""
    frame = shipped_catalogue().recipes
    rows = []
    for (recipe,), part in frame.group_by("recipe", maintain_order=True):
        made = part.filter(pl.col("quantity") > 0)["commodity"][0]
        used = frozenset(part.filter(pl.col("quantity") < 0)["commodity"])
        rows.append((str(recipe), f"{recipe} {part['name_id'][0]}".lower(), str(made), used))
    return tuple(rows)


def main_output(recipe: str) -> str:
    """The commodity that a recipe is for."""
    return _outputs().get(recipe, "")


@cache
def _outputs() -> dict[str, str]:
    return {name: made for name, _, made, _ in _recipes()}


def used_per_unit(recipe: str, commodity: str) -> float:
    """How much of a commodity one unit of the recipe's main output takes; 0 when it takes none."""
    part = shipped_catalogue().recipes.filter(
        (pl.col("recipe") == recipe) & (pl.col("commodity") == commodity) & (pl.col("quantity") < 0)
    )
    return -float(part["quantity"][0]) if part.height else 0.0


def is_service(commodities: tuple[str, ...]) -> bool:
    """Whether all of them are work, none of them goods."""
    return bool(commodities) and all(_group()[commodity] == "jasa" for commodity in commodities)


def recipes_for(verbs: list[str], commodities: tuple[str, ...], said: str) -> tuple[str, ...]:
    """Recipes that do such work (`giling`) with or towards one of the commodities; all that do it, with none.

    Recipes that hire the work out are left aside: who can mill needs no custom mill.
    """
    own = [row for row in _recipes() if not row[0].endswith("-makloon")]
    doing = [row for row in own if any(verb in row[1] for verb in verbs if verb != "buat")]
    rows = doing or (own if "buat" in verbs and commodities else [])
    if not commodities or is_service(commodities):
        return tuple(recipe for recipe, *_ in rows)
    made = [recipe for recipe, _, output, _ in rows if output in commodities]
    used = [recipe for recipe, _, _, inputs in rows if inputs & set(commodities)]
    wanted = made or used if "buat" in verbs and not doing else list(dict.fromkeys([*used, *made]))
    words = said.split()
    named = [recipe for recipe, text, *_ in doing if all(word in text for word in words)]
    return tuple(wanted or named or (recipe for recipe, *_ in doing))
