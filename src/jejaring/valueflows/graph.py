"""JSON-LD and back.

What is written leaves out what is empty. Reading takes `@id` and `id`, `@type` and `type`, names with and
without the prefix `vf:`; properties it does not know are told, not silently dropped.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, get_args, get_type_hints

from jejaring.valueflows.things import KINDS, Measure, Refs, Thing

CONTEXT = {
    "@vocab": "https://w3id.org/valueflows/ont/vf#",
    "vf": "https://w3id.org/valueflows/ont/vf#",
    "om2": "http://www.ontology-of-units-of-measure.org/resource/om-2/",
    "hasUnit": "om2:hasUnit",
    "hasNumericalValue": "om2:hasNumericalValue",
}
REFERRING = (
    *("provider", "receiver", "resourceConformsTo", "publishes", "reciprocal", "stipulates"),
    *("stipulatesReciprocal", "clauseOf", "satisfies", "fulfills", "realizationOf"),
    *("triggeredBy", "corrects", "hasRecipeInput", "hasRecipeOutput"),
)
CONTEXT |= {name: {"@type": "@id"} for name in REFERRING}  # type: ignore[misc]


class NotValueFlows(ValueError):
    """A document that cannot be read, and all that is wrong with it."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Graph:
    """Things, in the order in which they are told."""

    things: tuple[Thing, ...] = ()
    unread: tuple[str, ...] = field(default=(), compare=False)
    """Of a document that was read: properties and kinds of things that are not known here."""

    def of(self, kind: type) -> list[Any]:
        """All of one kind."""
        return [thing for thing in self.things if isinstance(thing, kind)]

    def by_id(self) -> dict[str, Thing]:
        """Each by its id."""
        return {thing.id: thing for thing in self.things}


def write(graph: Graph) -> dict[str, Any]:
    """The graph as JSON-LD, ready for `json.dumps`."""
    return {"@context": CONTEXT, "@graph": [_told(thing) for thing in graph.things]}


def read(document: Any) -> Graph:
    """The things that a JSON-LD document tells.

    Raises
    ------
    NotValueFlows
        With every fault, each with the id of its thing.
    """
    if not isinstance(document, Mapping) or not isinstance(document.get("@graph"), list):
        raise NotValueFlows(["@graph: a list of things"])
    faults: list[str] = []
    unread: list[str] = []
    things: list[Thing] = []
    known: set[str] = set()
    for number, told in enumerate(document["@graph"]):
        thing = _thing(told, number, faults, unread)
        if thing is None:
            continue
        if thing.id in known:
            faults.append(f"{thing.id}: told twice")
        known.add(thing.id)
        things.append(thing)
    if faults:
        raise NotValueFlows(faults)
    return Graph(tuple(things), tuple(unread))


def _told(thing: Thing) -> dict[str, Any]:
    told: dict[str, Any] = {"@id": thing.id, "@type": type(thing).__name__}
    for each in fields(thing)[1:]:
        value = getattr(thing, each.name)
        if each.default is MISSING or value != each.default:
            told[_camel(each.name)] = _plain(value)
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, Measure):
        return {"hasNumericalValue": str(value.value), "hasUnit": value.unit}
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _thing(told: Any, number: int, faults: list[str], unread: list[str]) -> Thing | None:
    if not isinstance(told, Mapping):
        faults.append(f"@graph[{number}]: not a thing")
        return None
    said = {str(name).removeprefix("vf:").removeprefix("@"): value for name, value in told.items()}
    key, kind = said.pop("id", None), str(said.pop("type", "")).removeprefix("vf:")
    if not isinstance(key, str) or not key:
        faults.append(f"@graph[{number}]: @id is missing")
        return None
    if kind not in KINDS:
        unread.append(f"{key}: {kind or 'no @type'}")
        return None
    made = KINDS[kind]
    hints = get_type_hints(made)
    values: dict[str, Any] = {"id": key}
    names = {_camel(each.name): each for each in fields(made)[1:]}
    for name, value in said.items():
        if name not in names:
            unread.append(f"{key}: {name}")
            continue
        try:
            values[names[name].name] = _read(value, hints[names[name].name])
        except (ValueError, TypeError, InvalidOperation):
            faults.append(f"{key}: {name}: {value!r}")
    for name, each in names.items():
        if each.default is MISSING and each.name not in values:
            faults.append(f"{key}: {name} is missing")
            return None
    found: Thing = made(**values)
    return found


def _read(value: Any, hint: Any) -> Any:
    """A value as its field holds it."""
    for kind in get_args(hint) if hint != Refs and get_args(hint) else (hint,):
        if kind is Measure:
            return _measure(value)
        if kind is datetime:
            return datetime.fromisoformat(_text(value))
        if kind is date:
            return date.fromisoformat(_text(value)[:10])
    if hint == Refs:
        return tuple(_refs(value))
    if hint is bool:
        if not isinstance(value, bool):
            raise TypeError
        return value
    return next(_refs(value))


def _measure(value: Any) -> Measure:
    said = {str(name).rpartition(":")[2]: each for name, each in value.items()}
    number = Decimal(str(said["hasNumericalValue"])) if "hasNumericalValue" in said else None
    if number is None or not number.is_finite():
        raise ValueError
    return Measure(number, _text(said.get("hasUnit", "")).removeprefix("om2:"))


def _refs(value: Any) -> Iterator[str]:
    """Texts, or ids of things told in place."""
    for each in value if isinstance(value, list) else [value]:
        yield _text(each.get("@id", each.get("id")) if isinstance(each, Mapping) else each)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
