"""Rule sets read from TOML, every fault of the text in one answer.

A rule set is written by people who know the rules and no code; docs/finance.md says how. This module
knows what may be written. It refuses to know what the rules mean.
"""

import hashlib
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from jejaring.finance.faults import FinanceFault, FinanceFaults, refuse
from jejaring.finance.instalments import LARGEST_AMOUNT
from jejaring.finance.kur.rules import (
    APPLICANTS,
    BASES,
    FACTS,
    PER,
    PURPOSES,
    SECTORS,
    Rule,
    RuleSet,
    Scheme,
    Value,
)

Check = Callable[[Any], bool]
LONGEST_NAME = 300
LARGEST_FILE = 1_000_000  # bytes


def _whole(most: int = LARGEST_AMOUNT) -> Check:
    return lambda value: type(value) is int and 1 <= value <= most


def _one_of(choices: Sequence[str]) -> Check:
    return lambda value: isinstance(value, str) and value in choices


def _some_of(choices: Sequence[str]) -> Check:
    return lambda value: (
        isinstance(value, list)
        and all(isinstance(item, str) and item in choices for item in value)
        and len(set(value)) == len(value)
    )


def _text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_NAME


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_text(item) for item in value)


def _truth(value: Any) -> bool:
    return isinstance(value, bool)


def _day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _both_languages(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"id", "en"} and all(map(_text, value.values()))


def _table(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and all(map(_text, value.values()))


def _tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _tables_of(value: Any) -> list[dict[str, Any]]:
    """The tables of a list of tables; none where it is something else, which is told elsewhere."""
    return value if _tables(value) else []


def _percents(value: Any) -> bool:
    return _texts(value) and all(_percent(item) is not None for item in value)


def _years(value: Any) -> bool:
    return (
        isinstance(value, list)
        and all(type(year) is int and 2000 <= year <= 2200 for year in value)
        and value == sorted(set(value))
    )


def _percent(text: str) -> Fraction | None:
    try:
        share = Fraction(text) / 100
    except (ValueError, ZeroDivisionError):
        return None
    return share if 0 <= share <= 1 else None


RUPIAH = {"value": _whole()}
KINDS: Mapping[str, tuple[Mapping[str, Check], Mapping[str, Check]]] = {
    "amount-over": (RUPIAH, {}),
    "amount-from": (RUPIAH, {}),
    "amount-up-to": (RUPIAH | {"per": _one_of(PER)}, {}),
    "years-up-to": ({"value": _whole(100), "purpose": _one_of(PURPOSES)}, {"extended": _whole(100)}),
    "rate": ({"percent": _percents, "basis": _one_of(BASES)}, {"years": _years}),
    "who": ({"fits": _some_of(APPLICANTS), "ask": _some_of(APPLICANTS)}, {}),
    "purposes": ({"value": _some_of(PURPOSES)}, {}),
    "fact": ({"fact": _one_of(FACTS)}, {}),
    "months-in-business": ({"value": _whole(1200)}, {}),
    "turnover-up-to": (RUPIAH, {}),
    "accesses-up-to": ({"value": _whole(1000), "sector": _one_of(SECTORS)}, {}),
    "accesses-unlimited": ({}, {}),
    "collateral-free-up-to": (RUPIAH, {}),
    "provinces": ({"value": _texts}, {}),
    "workers-from": ({"value": _whole()}, {}),
}
"""Kind of rule -> what must be written with it, and what may be."""
EVERY_RULE: tuple[Mapping[str, Check], Mapping[str, Check]] = (
    {"kind": _text, "sources": _texts, "verified": _truth},
    {"article": _text, "applicants": _some_of(APPLICANTS), "above": _whole(), "note": _both_languages},
)
SET: tuple[Mapping[str, Check], Mapping[str, Check]] = (
    {
        "id": _text,
        "title": _text,
        "first_day": _day,
        "first_day_verified": _truth,
        "sources": _table,
        "schemes": _tables,
    },
    {"last_day": _day, "note": _both_languages, "rules": _tables},
)
SCHEME: tuple[Mapping[str, Check], Mapping[str, Check]] = (
    {"id": _text, "name": _text, "rules": _tables},
    {"first_day": _day, "last_day": _day},
)


def read_rule_set(text: str, name: str = "rules") -> RuleSet:
    """A rule set from its TOML text.

    Parameters
    ----------
    text : str
    name : str, optional
        What faults call it.

    Raises
    ------
    FinanceFaults
        Everything that is wrong with it, each fault with its place.
    """
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FinanceFaults([FinanceFault("rules-toml", {"place": name, "why": str(error)})]) from error
    refuse(_set_faults(told, name))
    common = [_rule(rule) for rule in told.get("rules", [])]
    return RuleSet(
        id=told["id"],
        title=told["title"],
        first_day=told["first_day"],
        first_day_verified=told["first_day_verified"],
        last_day=told.get("last_day", date.max),
        sources=told["sources"],
        note=told.get("note", {}),
        schemes=tuple(_scheme(scheme, common) for scheme in told["schemes"]),
        digest=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def read_folder(folder: str | Path) -> tuple[RuleSet, ...]:
    """All rule sets of a folder of `*.toml`, oldest first.

    Raises
    ------
    FinanceFaults
        The faults of all files, or that there is none.
    """
    rule_sets: list[RuleSet] = []
    faults: list[FinanceFault] = []
    found = sorted(Path(folder).glob("*.toml"))
    if not found:
        faults.append(FinanceFault("rules-no-file", {"place": str(folder)}))
    for file in found:
        try:
            rule_sets.append(read_rule_set(_content(file), file.name))
        except FinanceFaults as error:
            faults += error.faults
    refuse(faults)
    return check_together(rule_sets)


def check_together(rule_sets: Sequence[RuleSet]) -> tuple[RuleSet, ...]:
    """The rule sets oldest first, if no two share an id or a first day.

    Raises
    ------
    FinanceFaults
    """
    faults, ids, days = [], set(), set()
    for rules in rule_sets:
        if rules.id in ids:
            faults.append(FinanceFault("rules-same-id", {"id": rules.id}))
        if rules.first_day in days:
            faults.append(FinanceFault("rules-same-day", {"id": rules.id, "day": rules.first_day}))
        ids.add(rules.id)
        days.add(rules.first_day)
    refuse(faults)
    return tuple(sorted(rule_sets, key=lambda rules: rules.first_day))


def _content(file: Path) -> str:
    place = {"place": file.name}
    content = file.read_bytes()
    if len(content) > LARGEST_FILE:
        raise FinanceFaults([FinanceFault("rules-large", place)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FinanceFaults([FinanceFault("rules-not-text", place)]) from error


def _set_faults(told: Mapping[str, Any], name: str) -> Iterator[FinanceFault]:
    yield from _table_faults(told, SET, name)
    yield from _days_faults(told, name)
    sources = told.get("sources")
    known = frozenset(sources) if isinstance(sources, dict) else frozenset()
    common = _tables_of(told.get("rules", []))
    yield from _rules_faults(common, known, f"{name}: rules")
    schemes = told.get("schemes")
    if schemes == []:
        yield FinanceFault("rules-no-scheme", {"place": name})
    seen: set[str] = set()
    for number, scheme in enumerate(_tables_of(schemes), start=1):
        called = scheme.get("id", number)
        place = f"{name}: schemes.{called}"
        yield from _table_faults(scheme, SCHEME, place)
        yield from _days_faults(scheme, place)
        if str(called) in seen:
            yield FinanceFault("rules-scheme-twice", {"place": place})
        seen.add(str(called))
        rules = scheme.get("rules")
        own = _tables_of(rules)
        yield from _rules_faults(own, known, f"{place}.rules")
        yield from _scheme_faults([*own, *common], place)


def _scheme_faults(rules: Sequence[Mapping[str, Any]], place: str) -> Iterator[FinanceFault]:
    """A scheme says for whom it is and up to what amount, once each; its limits leave room."""
    kinds = [rule.get("kind") for rule in rules]
    for single, least in (("who", 1), ("amount-up-to", 1), ("rate", 0)):
        if not least <= kinds.count(single) <= 1:
            yield FinanceFault("rules-once", {"place": place, "kind": single})
    bounds = {str(rule.get("kind")): rule.get("value") for rule in rules}
    most = bounds.get("amount-up-to")
    for low in ("amount-over", "amount-from"):
        bound = bounds.get(low)
        if type(most) is int and type(bound) is int and bound + (low == "amount-over") > most:
            yield FinanceFault("rules-no-room", {"place": place, "least": bound, "most": most})


def _rules_faults(
    rules: Sequence[Mapping[str, Any]], known: frozenset[str], place: str
) -> Iterator[FinanceFault]:
    for number, rule in enumerate(rules, start=1):
        kind = rule.get("kind")
        where = f"{place}.{number} ({kind})"
        if not isinstance(kind, str) or kind not in KINDS:
            yield FinanceFault("rules-kind", {"place": where, "text": str(kind), "choices": ", ".join(KINDS)})
            continue
        needed, optional = KINDS[kind]
        yield from _table_faults(rule, ({**EVERY_RULE[0], **needed}, {**EVERY_RULE[1], **optional}), where)
        cited: Any = rule.get("sources")
        for source in cited if _texts(cited) else []:
            if source not in known:
                yield FinanceFault("rules-source", {"place": where, "text": source})
        if kind == "rate" and _percents(rule.get("percent")):
            yield from _rate_faults(rule, where)


def _rate_faults(rule: Mapping[str, Any], place: str) -> Iterator[FinanceFault]:
    count, basis, years = len(rule["percent"]), rule.get("basis"), rule.get("years", [])
    if (basis == "all") != (count == 1) and basis in BASES:
        yield FinanceFault("rules-rate-count", {"place": place, "text": str(basis)})
    if _years(years) and len(years) != (count if basis == "year" else 0):
        yield FinanceFault("rules-rate-years", {"place": place})


def _table_faults(
    told: Mapping[str, Any], form: tuple[Mapping[str, Check], Mapping[str, Check]], place: str
) -> Iterator[FinanceFault]:
    needed, optional = form
    for key, check in {**needed, **optional}.items():
        if key not in told:
            if key in needed:
                yield FinanceFault("rules-missing", {"place": place, "name": key})
        elif not check(told[key]):
            yield FinanceFault("rules-value", {"place": place, "name": key, "text": str(told[key])[:60]})
    for key in told:
        if key not in needed and key not in optional:
            choices = ", ".join([*needed, *optional])
            yield FinanceFault("rules-unknown", {"place": place, "name": key, "choices": choices})


def _days_faults(told: Mapping[str, Any], place: str) -> Iterator[FinanceFault]:
    first, last = told.get("first_day"), told.get("last_day")
    if _day(first) and _day(last) and first > last:  # type: ignore[operator]
        yield FinanceFault("rules-days", {"place": place, "first": str(first), "last": str(last)})


def _scheme(told: Mapping[str, Any], common: Sequence[Rule]) -> Scheme:
    return Scheme(
        id=told["id"],
        name=told["name"],
        rules=(*(_rule(rule) for rule in told["rules"]), *common),
        first_day=told.get("first_day", date.min),
        last_day=told.get("last_day", date.max),
    )


def _rule(told: Mapping[str, Any]) -> Rule:
    needed, optional = KINDS[told["kind"]]
    return Rule(
        kind=told["kind"],
        values={key: _value(key, told[key]) for key in (*needed, *optional) if key in told},
        article=told.get("article", ""),
        sources=tuple(told["sources"]),
        verified=told["verified"],
        applicants=tuple(told.get("applicants", APPLICANTS)),
        above=told.get("above", 0),
        note=told.get("note", {}),
    )


def _value(key: str, value: Any) -> Value:
    if key == "percent":
        return tuple(Fraction(text) / 100 for text in value)
    kept: Value = tuple(value) if isinstance(value, list) else value
    return kept
