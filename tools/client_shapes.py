"""Write the client's types and calls from the site's own OpenAPI description, so that mypy knows every body.

`src/jejaring/client/bodies.py` has a TypedDict for each body, `src/jejaring/client/calls.py` a function for
each operation that takes one.

usage: python -m tools.client_shapes [--check]     (--check changes nothing and fails when they are others)
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CLIENT = Path(__file__).parents[1] / "src" / "jejaring" / "client"
OURS = "jejaring_web_api_resources_"
PLAIN = {"integer": "int", "number": "float", "boolean": "bool", "null": "None"}
BODIES = '''"""What the site takes, as types; made by tools/client_shapes.py from its own description."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NotRequired, TypedDict
'''
CALLS = '''"""A call for each operation that takes a body; made by tools/client_shapes.py.

`key` is an idempotency key of your own, `seen` the `etag` of the state that you have seen. All raise Refused.
"""

from collections.abc import Mapping
from typing import Any

from jejaring.client import bodies
from jejaring.client.asking import Jejaring, Thing
'''


def described() -> dict[str, Any]:
    """The site's OpenAPI description."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.web.settings")
    django.setup()
    from jejaring.web.api.site import api

    schema: dict[str, Any] = api.get_openapi_schema(path_prefix="")
    return schema


def files(schema: dict[str, Any]) -> dict[str, str]:
    """Name of each file -> what stands in it."""
    shapes = schema["components"]["schemas"]
    taken = [(path, method, told) for path, method, told in _taking(schema)]
    names: dict[str, None] = {}
    for _path, _method, told in taken:
        _collect(_body(told), shapes, names)
    bodies = "\n\n".join(_shape(name, shapes[name]) for name in names)
    calls = "\n\n".join(_call(*each) for each in taken)
    return {"bodies.py": _tidy(f"{BODIES}\n\n{bodies}"), "calls.py": _tidy(f"{CALLS}\n\n{calls}")}


def _taking(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, operations in schema["paths"].items():
        for method, told in operations.items():
            if "application/json" in told.get("requestBody", {}).get("content", {}):
                yield path, method, told


def _body(told: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = told["requestBody"]["content"]["application/json"]["schema"]
    return body


def _collect(described: Any, shapes: dict[str, Any], names: dict[str, None]) -> None:
    """Names of the shapes that a body is made of, the inner ones first."""
    if isinstance(described, list):
        for each in described:
            _collect(each, shapes, names)
    elif isinstance(described, dict):
        name = described.get("$ref", "").rpartition("/")[2]
        if name and name not in names:
            _collect(shapes[name], shapes, names)
            names[name] = None
        _collect([value for key, value in described.items() if key != "$ref"], shapes, names)


def _shape(name: str, described: dict[str, Any]) -> str:
    required = described.get("required", ())
    lines = [f"class {name}(TypedDict):", f'    """{described["description"]}"""', ""]
    for field, told in described.get("properties", {}).items():
        kind = _kind(told)
        lines.append(f"    {field}: {kind if field in required else f'NotRequired[{kind}]'}")
        if "description" in told:
            lines.append(f'    """{told["description"]}"""')
    return "\n".join(lines) + "\n"


def _kind(told: dict[str, Any], prefix: str = "") -> str:
    if "$ref" in told:
        return prefix + str(told["$ref"].rpartition("/")[2])
    for several in ("anyOf", "allOf"):
        if several in told:
            kinds = dict.fromkeys(_kind(each, prefix) for each in told[several])
            exact = ["Decimal"] if {"str", "float"} <= set(kinds) else []  # told as text, digit by digit
            return " | ".join([*exact, *kinds])
    if "enum" in told:
        return f"Literal[{', '.join(map(repr, told['enum']))}]"
    if "const" in told:
        return f"Literal[{told['const']!r}]"
    kind = told.get("type")
    if kind == "array":
        return f"Sequence[{_kind(told['items'], prefix)}]"
    if kind == "object":
        inner = next(iter(told.get("patternProperties", {}).values()), told.get("additionalProperties"))
        return f"Mapping[str, {_kind(inner, prefix) if isinstance(inner, dict) else 'Any'}]"
    if kind == "string":
        return "str | date" if told.get("format") == "date" else "str"
    return PLAIN[str(kind)]


def _call(path: str, method: str, told: dict[str, Any]) -> str:
    """One function, named after what is done with what."""
    operation = told["operationId"]
    if operation.startswith(OURS):
        name = operation.removeprefix(OURS)
    else:
        name = "_".join(reversed(operation.split("_", 1)))
    parameters = {each["name"]: each["in"] for each in told["parameters"]}
    ids = "".join(f", {each}: int" for each, place in parameters.items() if place == "path")
    more = [("seen", "str")] if "If-Match" in parameters else []
    keyed = [("key", 'str = ""')] if method == "post" else []
    named = "".join(f", {each}: {kind}" for each, kind in more + keyed)
    given = "".join(f", {each}={each}" for each, _kind in more + keyed)
    body = _kind(_body(told), "bodies.")
    address = f'{"f" if ids else ""}"{path}"'
    words = told.get("description") or told["summary"]
    return (
        f"def {name}(site: Jejaring{ids}, body: {body}, *{named}) -> Thing:\n"
        f'    """{words.splitlines()[0]}"""\n'
        f"    return site.{method}({address}, body{given})\n"
    )


def _tidy(text: str) -> str:
    """As ruff would write it."""
    command = [
        sys.executable,
        "-m",
        "ruff",
        "format",
        "--no-cache",
        "--stdin-filename",
        str(CLIENT / "x.py"),
        "-",
    ]
    return subprocess.run(command, input=text, text=True, capture_output=True, check=True).stdout


def main() -> int:
    """Write them, or say which are others."""
    other = []
    for name, text in files(described()).items():
        path = CLIENT / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            other.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    print(f"{', '.join(other) or 'nothing'} to be written anew")
    return int(bool(other) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
