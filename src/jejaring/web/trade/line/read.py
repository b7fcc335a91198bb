"""Read a line: months first, then numbers, then what, where and which kind; what is left is the note."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jejaring.web.trade.line.amounts import Amounts, sort_figures
from jejaring.web.trade.line.figures import Figure, read_figures
from jejaring.web.trade.line.goods import (
    Goods,
    is_service,
    main_output,
    recipes_for,
    take_goods,
    take_numbered,
    used_per_unit,
)
from jejaring.web.trade.line.kinds import kinds_of, verbs_of
from jejaring.web.trade.line.model import Context, Line, Question
from jejaring.web.trade.line.months import Months, read_months
from jejaring.web.trade.line.places import Place, take_place, take_route
from jejaring.web.trade.line.text import blank, tidy
from jejaring.web.trade.line.units import Conversion, base_unit, to_base
from jejaring.web.trade.line.vocabulary import vocabulary

PHONE = re.compile(r"(?<![\d.,])(?:\+?62|0)[\s-]?8\d(?:[\s-]?\d){6,11}(?!\d)")
LOW, HIGH, HIGH_PIECE = Decimal(200), Decimal(1_000_000), Decimal(100_000_000)
"""Rupiah per base unit between which a price lies when nothing better is known: a kilo or litre, a piece."""
NEAR_USUAL = 4
"""A price is likely when it is within so many times the usual one."""
DAYS = (Decimal(25), Decimal(30))
"""Days worked in a month: without Sundays, or every day."""
WEEKS = Decimal(52) / 12
MONTHLY = ("capacities", "stores", "haulage")
LONGEST_NOTE = 300
WEIGHED_BY_KG = "beras"
"""Any commodity measured in kilograms: haulage is."""
WEIGHED = ("kg", "liter", "kg-bulan")
CENT, GRAM = Decimal("0.01"), Decimal("0.001")


@dataclass
class _Reading:
    """A line half read."""

    context: Context
    answers: Mapping[str, str]
    kind: str | None = None
    goods: tuple[str, ...] = ()
    measured: str = ""
    """The commodity whose base unit quantities and prices are in."""
    recipe: str | None = None
    named: tuple[str, ...] = ()
    """The commodities that the line names."""
    going: bool = False
    """Whether it may be about haulage."""
    approximate: bool = False
    questions: list[Question] = field(default_factory=list)

    def ask(self, name: str, why: str, said: str = "", choices: tuple[str, ...] = ()) -> None:
        self.questions.append(Question(name, why, said, choices))


def read_line(text: str, context: Context, answers: Mapping[str, str] | None = None) -> Line:
    """What a line says, in base units, and what it leaves open.

    Parameters
    ----------
    text : str
        As it was written; only its first 500 characters are read.
    context : Context
        Today, the writer's home, usual prices.
    answers : mapping of str to str, optional
        Fields already answered (kind, commodity, recipe, region, destination) -> the answer.
    """
    reading = _Reading(context, answers or {})
    plain = PHONE.sub(lambda found: "|" + " " * (len(found[0]) - 1), tidy(text))
    verbs = verbs_of(plain)
    months = read_months(plain, context.today)
    rest = _cut(plain, months.spans)
    numbered = take_numbered(rest)
    figures = read_figures(numbered.rest if numbered else rest)
    spans = [(figure.start, figure.end) for figure in figures]
    named = numbered or take_goods(_cut(rest, spans))
    amounts = sort_figures(numbered.rest if numbered else rest, figures)
    rest = _cut(named.rest, spans)

    at_work = verbs if is_service(named.found) else verbs_of(rest)
    reading.kind = _kind(reading, plain, at_work, figures)
    if reading.kind == "haulage" or reading.going:  # a place may be spelt almost like a fish
        rest = _cut(numbered.rest if numbered else _cut(plain, months.spans), spans)
    reading.named = named.found
    recipe = reading.recipe = _things(reading, named, verbs, amounts)
    origin, target, rest = _where(reading, rest)
    commodity = None if reading.kind in ("capacities", "haulage") else _one(reading.goods)
    reading.measured = main_output(recipe) if recipe else commodity or ""
    quantity = _quantity(reading, amounts, months, named, recipe)
    price = _price(reading, amounts, quantity)
    minimum = _minimum(reading, amounts)
    return Line(
        text=text,
        kind=reading.kind,
        commodity=commodity,
        recipe=recipe,
        quantity=quantity,
        quantity_said=amounts.quantities[0].said if amounts.quantities else "",
        price=price,
        price_said=(amounts.prices or amounts.whole_prices)[0].said
        if amounts.prices or amounts.whole_prices
        else "",
        minimum=minimum,
        region=origin,
        destination=target,
        first_month=months.first,
        last_month=months.last,
        note=_note(rest),
        approximate=reading.approximate,
        questions=tuple(reading.questions),
    )


def _cut(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = blank(text, start, end)
    return text


def _one(found: tuple[str, ...]) -> str | None:
    return found[0] if len(found) == 1 else None


def _kind(reading: _Reading, text: str, verbs: list[str], figures: list[Figure]) -> str | None:
    if reading.answers.get("kind"):
        return reading.answers["kind"]
    kinds = kinds_of(text, verbs=bool(verbs), monthly=any(figure.time for figure in figures))
    reading.going = "haulage" in kinds
    if len(kinds) != 1:
        reading.ask("kind", "several" if kinds else "missing", choices=kinds or ("offers", "needs"))
    return _one(kinds)


def _things(reading: _Reading, named: Goods, verbs: list[str], amounts: Amounts) -> str | None:
    """Sets the goods; gives the recipe of a capacity."""
    answered = reading.answers.get("commodity")
    reading.goods = (answered,) if answered else named.found
    if reading.kind == "haulage":
        return None
    if reading.kind == "capacities":
        chosen = reading.answers.get("recipe")
        recipes = (chosen,) if chosen else recipes_for(verbs, reading.goods, named.said)
        if len(recipes) != 1:
            reading.ask("recipe", "several" if recipes else "missing", named.said, recipes)
        return _one(recipes)
    if reading.kind == "stores":
        reading.goods = tuple(name for name in reading.goods if not name.startswith("jasa-gudang"))
    unit = amounts.quantities[0].unit if amounts.quantities else None
    if unit:  # those that are counted so come first
        reading.goods = tuple(sorted(reading.goods, key=lambda name: not to_base(unit, name).factors))
    if len(reading.goods) != 1:
        reading.ask("commodity", "several" if reading.goods else "missing", named.said, reading.goods)
    return None


def _where(reading: _Reading, text: str) -> tuple[str | None, str | None, str]:
    home = reading.context.home
    if reading.kind == "haulage" or reading.going:
        route = take_route(text, home)
        if route is None and reading.kind is None:
            return None, None, text
        if route is None:
            place = take_place(text, home)
            reading.ask("destination", "missing")
            return _placed(reading, "region", place), reading.answers.get("destination"), place.rest
        origin, target, rest = route
        return _placed(reading, "region", origin), _placed(reading, "destination", target), rest
    place = take_place(text, home)
    return _placed(reading, "region", place), None, place.rest


def _placed(reading: _Reading, name: str, place: Place) -> str | None:
    if reading.answers.get(name):
        return reading.answers[name]
    if place.province:
        reading.ask(name, "province", place.said)
    elif len(place.found) > 1:
        reading.ask(name, "several", place.said, place.found)
    elif place.suggested:
        reading.ask(name, "unknown", place.said, place.suggested)
    elif not place.found and not reading.context.home:
        reading.ask(name, "missing")
    return _one(place.found)


def _conversion(reading: _Reading, unit: str | None) -> Conversion:
    """One of a written unit in the unit of the listing; of an unknown commodity nothing is known."""
    if unit is None:
        return Conversion((Decimal(1),))
    of_product = to_base(unit, reading.measured or (WEIGHED_BY_KG if reading.kind == "haulage" else ""))
    if of_product.factors or not reading.recipe:
        return of_product
    for name in reading.named:  # `potong sapi 40 ekor`: measured by what is used
        used, of_input = used_per_unit(reading.recipe, name), to_base(unit, name)
        if used and of_input.factors:
            return Conversion(tuple(f / Decimal(str(used)) for f in of_input.factors), approximate=True)
    return of_product


def _quantity(
    reading: _Reading, amounts: Amounts, months: Months, named: Goods, recipe: str | None
) -> Decimal | None:
    if not amounts.quantities:
        if amounts.bare:
            reading.ask("quantity", "number", amounts.bare[0].said)
        else:
            reading.ask("quantity", "missing")
        return None
    figure = amounts.quantities[0]
    if len(amounts.quantities) > 1:
        reading.ask("quantity", "several", ", ".join(f.said for f in amounts.quantities))
        return None
    if figure.lump:
        reading.ask("quantity", "size", figure.said)
        return None
    if figure.unit is None and figure.time is None and base_unit(reading.measured) in WEIGHED:
        reading.ask("quantity", "number", figure.said)  # `jual beras 10`: of what?
        return None
    conversion = _conversion(reading, figure.unit)
    if not conversion.factors:
        if reading.measured or reading.kind == "haulage":
            reading.ask("quantity", "size", figure.said)
        return None
    options = [value * factor for value in figure.values for factor in conversion.factors]
    if figure.time == "day":
        options = [value * days for value in options for days in DAYS]
    elif figure.time in ("week", "year"):
        options = [value * (WEEKS if figure.time == "week" else Decimal(1) / 12) for value in options]
    inputs = [name for name in named.found if recipe and used_per_unit(recipe, name)]
    if recipe and inputs and to_base(figure.unit or "", reading.measured).factors:
        # `giling gabah 10 ton`: ten of paddy, or of rice?
        taken = Decimal(str(used_per_unit(recipe, inputs[0])))
        options = [*options, *(value / taken for value in options)]
    if figure.time and reading.kind in ("offers", "needs"):
        window = _window(reading, months, figure)
        options = [value * window for value in options]
    options = [_rounded(value, GRAM) for value in options]
    reading.approximate |= conversion.approximate
    if len(options) > 1:
        why = "size" if len(conversion.factors) > 1 else "several"
        reading.ask("quantity", why, figure.said, tuple(map(_text, options)))
        return None
    if options[0] <= 0:
        reading.ask("quantity", "missing")
        return None
    if reading.kind in MONTHLY and figure.time is None:
        reading.ask("quantity", "period", figure.said, tuple(map(_text, options)))
    return options[0]


def _window(reading: _Reading, months: Months, figure: Figure) -> Decimal:
    """In how many months so much is offered or needed."""
    first, last = months.first or reading.context.today, months.last
    if last:
        return Decimal(12 * (last.year - first.year) + last.month - first.month + 1)
    reading.ask("months", "missing", figure.said)
    return Decimal(1)


def _price(reading: _Reading, amounts: Amounts, quantity: Decimal | None) -> Decimal | None:
    found = amounts.prices or amounts.whole_prices
    if not found:
        reading.ask("price", "missing")
        return None
    if len(found) > 1:
        reading.ask("price", "several", ", ".join(figure.said for figure in found))
        return None
    figure = found[0]
    if not amounts.prices:
        if quantity is None:
            reading.ask("price", "whole", figure.said)
            return None
        options = [value / quantity for value in figure.values]
    elif figure.per:
        conversion = _conversion(reading, figure.per)
        if not conversion.factors:
            if reading.measured or reading.kind == "haulage":
                reading.ask("price", "size", figure.said)
            return None
        reading.approximate |= conversion.approximate
        options = [value / factor for value in figure.values for factor in conversion.factors]
    else:
        options = _likely(reading, figure, amounts, quantity)
    options = list(dict.fromkeys(_rounded(value, CENT) for value in options))
    if len(options) > 1 and len(figure.values) > 1:  # 7,500 with a comma: nobody sells a kilo for 7.5 rupiah
        options = [value for value in options if _plausible(reading, value)] or options
    if len(options) != 1:
        reading.ask("price", "several", figure.said, tuple(map(_text, options)))
        return None
    return options[0]


def _likely(reading: _Reading, figure: Figure, amounts: Amounts, quantity: Decimal | None) -> list[Decimal]:
    """What a price without a unit may be: for a base unit, for the unit of the quantity, for the lot."""
    options = list(figure.values)
    written = amounts.quantities[0].unit if amounts.quantities else None
    factors = _conversion(reading, written).factors if written else ()
    options += [value / factor for value in figure.values for factor in factors]
    if quantity:
        options += [value / quantity for value in figure.values]
    options = list(dict.fromkeys(options))
    likely = [value for value in options if _plausible(reading, value)]
    return likely or list(figure.values)


def _plausible(reading: _Reading, price: Decimal) -> bool:
    usual = reading.context.usual_prices.get(reading.measured)
    if usual:
        return usual / NEAR_USUAL <= price <= usual * NEAR_USUAL
    if reading.kind in MONTHLY:
        return price >= 1
    weighed = not reading.measured or base_unit(reading.measured) in WEIGHED
    return LOW <= price <= (HIGH if weighed else HIGH_PIECE)


def _minimum(reading: _Reading, amounts: Amounts) -> Decimal | None:
    if len(amounts.minimums) != 1:
        return None
    figure = amounts.minimums[0]
    factors = _conversion(reading, figure.unit).factors
    if len(factors) != 1 or len(figure.values) != 1:
        return None
    return _rounded(figure.values[0] * factors[0], GRAM)


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step)


def _text(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _note(rest: str) -> str:
    """What is left, without the words that say nothing more."""
    words = vocabulary()
    for pattern in (*words.kinds.values(), *words.verbs.values(), words.each, words.whole, words.least):
        rest = pattern.sub(" ", rest)
    kept = [word for word in re.findall(r"[a-z0-9'%.-]*[a-z0-9%]", rest) if word not in words.filler]
    return " ".join(kept)[:LONGEST_NOTE]
