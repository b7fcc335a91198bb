"""Which number of a line is the quantity, which the price, which the smallest quantity."""

import re
from dataclasses import dataclass, replace
from enum import Enum

from jejaring.web.trade.line.figures import Figure
from jejaring.web.trade.line.units import measures
from jejaring.web.trade.line.vocabulary import vocabulary


class Role(Enum):
    """What a number is."""

    QUANTITY = "quantity"
    PRICE = "price"
    WHOLE_PRICE = "whole price"
    MINIMUM = "minimum"
    BARE = "bare"
    PACKING = "packing"


@dataclass(frozen=True)
class Amounts:
    """The numbers of a line by what they are."""

    quantities: tuple[Figure, ...] = ()
    prices: tuple[Figure, ...] = ()
    whole_prices: tuple[Figure, ...] = ()
    minimums: tuple[Figure, ...] = ()
    bare: tuple[Figure, ...] = ()
    """Numbers that nothing says anything about."""


PACKED = re.compile(r"(?<![a-z])(?:karung|sak|kemasan|isi|ukuran|kantong)$")
"""`karung 50 kg`: how it is packed, not how much there is."""
LIMITS = ("maks", "max", "maksimal", "mx", "mak")
"""Words of a price's limit that may also limit a quantity."""


def sort_figures(text: str, figures: list[Figure]) -> Amounts:
    """Each figure of a line to its role."""
    measured = [f for f in figures if f.unit and not (f.scaled or f.money or f.per)]
    sorted_out: dict[Role, list[Figure]] = {role: [] for role in Role}
    for figure in figures:
        others = [other for other in measured if other is not figure]
        role = _role(text, figure, others)
        if role in (Role.PRICE, Role.WHOLE_PRICE) and figure.per is None and figure.unit:
            figure = replace(figure, per=figure.unit, unit=None)
        sorted_out[role].append(figure)
    quantities, prices, bare = (sorted_out[role] for role in (Role.QUANTITY, Role.PRICE, Role.BARE))
    if len(bare) == 1 and quantities and not (prices or sorted_out[Role.WHOLE_PRICE]):
        prices, bare = bare, []
    if len(bare) == 1 and not quantities and (prices or sorted_out[Role.WHOLE_PRICE]):
        quantities, bare = bare, []
    return Amounts(
        tuple(quantities),
        tuple(prices),
        tuple(sorted_out[Role.WHOLE_PRICE]),
        tuple(sorted_out[Role.MINIMUM]),
        tuple(bare),
    )


def _role(text: str, figure: Figure, measured: list[Figure]) -> Role:
    words = vocabulary()
    before = _last_words(text[: figure.start])
    after = text[figure.end : figure.end + 24].lstrip(" ,")
    if figure.unit and PACKED.search(before):
        return Role.PACKING
    if figure.unit and figure.per:
        return Role.PACKING if _is_count(figure.per) and not figure.money else Role.PRICE
    unpriced = figure.unit and not (figure.money or figure.scaled)
    if not unpriced and (_ends_with(before, words.whole) or words.whole.match(after)):
        return Role.WHOLE_PRICE
    if figure.per:
        return Role.PRICE
    if _ends_with(before, words.least):
        priced = figure.money or figure.scaled or not figure.unit
        return Role.PRICE if priced else Role.MINIMUM
    if _ends_with(before, words.each):
        limit = before.split()[-1].strip(":=. ") in LIMITS
        return Role.QUANTITY if limit and figure.unit and not (figure.money or figure.scaled) else Role.PRICE
    if figure.unit:
        priced = figure.money or (figure.scaled and bool(measured))
        return Role.PRICE if priced else Role.QUANTITY
    if figure.money or figure.scaled:
        return Role.PRICE
    if figure.time:
        return Role.QUANTITY
    return Role.BARE


def _last_words(text: str) -> str:
    return text.rstrip(" :=.")[-24:]


def _ends_with(text: str, pattern: re.Pattern[str]) -> bool:
    found = list(pattern.finditer(text))
    return bool(found) and not text[found[-1].end() :].strip(" :=.rp")


def _is_count(unit: str) -> bool:
    measure = measures().get(unit)
    return measure is not None and measure.dimension == "count"
