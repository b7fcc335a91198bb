"""The API's reference, read out of its own OpenAPI description: pages that need no script and no network."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jejaring.web.api.site import api

ORDER = ("get", "post", "put", "patch", "delete")
COLLECTED = "array"


@dataclass(frozen=True)
class Field:
    """A field of a body, or a parameter."""

    name: str
    kind: str
    required: bool
    words: str
    place: str = ""


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked."""

    method: str
    path: str
    summary: str
    words: str
    scopes: str
    """Of a token that may ask it."""
    open: bool
    """Whether one may ask without a token."""
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    answer: str
    statuses: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"{self.method}{self.path}".replace("/", "-").replace("{", "").replace("}", "")


@dataclass
class Subject:
    """Operations on one thing, and the shapes they tell."""

    name: str
    operations: list[Operation] = field(default_factory=list)
    shapes: dict[str, tuple[Field, ...]] = field(default_factory=dict)


@cache
def subjects() -> dict[str, Subject]:
    """All of them, in the order of the description."""
    schema = api.get_openapi_schema()
    found: dict[str, Subject] = {}
    for path, operations in schema["paths"].items():
        for method in ORDER:
            if method in operations:
                told = operations[method]
                subject = found.setdefault(told["tags"][0], Subject(told["tags"][0]))
                subject.operations.append(_operation(schema, method, path, told))
                for name in _named(told["responses"]):
                    _shape(schema, subject, name)
    return found


def _operation(schema: Any, method: str, path: str, told: dict[str, Any]) -> Operation:
    content = told.get("requestBody", {}).get("content", {})
    body: dict[str, Any] = [*(each["schema"] for each in content.values()), {}][0]
    answer = next((code for code in told["responses"] if str(code).startswith("2")), "")
    names = _named(told["responses"].get(answer, {}))
    return Operation(
        method=method,
        path=path,
        summary=told["summary"],
        words=told.get("description", ""),
        scopes=", ".join(told["security"][0]["Bearer"]),
        open=len(told["security"]) > 1,
        parameters=tuple(
            Field(
                each["name"],
                _kind(each["schema"]),
                each["required"],
                each.get("description", ""),
                each["in"],
            )
            for each in told["parameters"]
        ),
        body=_fields(schema, body),
        answer=names[0] if names else "",
        statuses=tuple(str(code) for code in sorted(told["responses"], key=str)),
    )


def _shape(schema: Any, subject: Subject, name: str) -> None:
    if name in subject.shapes or name == "ProblemOut":
        return
    described = schema["components"]["schemas"][name]
    subject.shapes[name] = _fields(schema, described)
    for inner in _named(described):
        _shape(schema, subject, inner)


def _fields(schema: Any, described: dict[str, Any]) -> tuple[Field, ...]:
    if "$ref" in described:
        described = schema["components"]["schemas"][described["$ref"].rsplit("/", 1)[-1]]
    required = described.get("required", ())
    return tuple(
        Field(name, _kind(each), name in required, each.get("description", ""))
        for name, each in described.get("properties", {}).items()
    )


def _kind(described: dict[str, Any]) -> str:
    if "$ref" in described:
        return str(described["$ref"].rsplit("/", 1)[-1])
    if "anyOf" in described:
        return " | ".join(dict.fromkeys(_kind(each) for each in described["anyOf"]))
    if "enum" in described:
        return " | ".join(f'"{each}"' for each in described["enum"])
    if described.get("type") == COLLECTED:
        return f"[{_kind(described.get('items', {}))}]"
    return str(described.get("format") or described.get("type") or described.get("const", "any"))


def _named(described: Any) -> list[str]:
    """Names of the shapes that something refers to, each once."""
    if isinstance(described, dict):
        own = described.get("$ref", "")
        names = [own.rsplit("/", 1)[-1]] if "/schemas/" in own else []
        return list(dict.fromkeys(names + [name for each in described.values() for name in _named(each)]))
    if isinstance(described, list):
        return [name for each in described for name in _named(each)]
    return []
