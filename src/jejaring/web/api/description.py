"""What OpenAPI says beside each operation: the problems it may answer with, headers, who may."""

from typing import Any

from ninja.openapi.schema import OpenAPISchema

from jejaring.web.api.problems import MEDIA_TYPE, TITLES, ProblemOut
from jejaring.web.api.tokens import anybody, reads

PROBLEM = "#/components/schemas/ProblemOut"
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "pattern": "^[!-~]{1,100}$"},
    "description": "The same key with the same request gets the same answer and does nothing twice.",
}
HEADERS = {
    name: {"schema": {"type": "string"}, "description": words}
    for name, words in (
        ("ETag", "The state that is told, for If-Match and If-None-Match."),
        ("RateLimit-Limit", "Requests a minute."),
        ("RateLimit-Remaining", "Requests left this minute."),
        ("RateLimit-Reset", "Seconds until the next minute begins."),
    )
}
THINGS = ("round",)
"""Parameters of a query that name something, which there may not be."""
BUSY = (429, 503)
"""Any request may be answered so: come again."""
AGAIN = {"schema": {"type": "integer"}, "description": "Seconds after which to come again."}


class Description(OpenAPISchema):
    """The description with what all operations have in common."""

    def __init__(self, api: Any, path_prefix: str) -> None:
        super().__init__(api, path_prefix)
        _complete_all(self)

    def operation_security(self, operation: Any) -> list[dict[str, Any]] | None:
        """Which scopes a token needs; without one where everybody is told."""
        if operation.auth_callbacks == [anybody]:
            return [*(self._needed(reads)), {}]
        return [each for auth in operation.auth_callbacks or () for each in self._needed(auth)]

    def _needed(self, auth: Any) -> list[dict[str, Any]]:
        self.securitySchemes["Bearer"] = auth.openapi_security_schema
        return [{"Bearer": [str(scope) for scope in auth.scopes]}]


def _complete_all(schema: dict[str, Any]) -> None:
    described = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    components = schema["components"]
    components["schemas"] |= described.pop("$defs") | {"ProblemOut": described}
    components["responses"] = {
        str(status): {
            "description": " / ".join(kind for kind, (number, _title) in TITLES.items() if number == status),
            "content": {MEDIA_TYPE: {"schema": {"$ref": PROBLEM}}},
        }
        for status in sorted({status for status, _title in TITLES.values()} - {500})
    }
    for status in BUSY:
        components["responses"][str(status)]["headers"] = {"Retry-After": AGAIN}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            _complete(path, method, operation)


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    parameters = operation["parameters"]
    seen = any(each["name"] == "If-Match" for each in parameters)
    writes = method != "get"
    for response in operation["responses"].values():
        response["headers"] = HEADERS
    form = operation.get("requestBody", {}).get("content", {}).get("multipart/form-data")
    if form:
        form["schema"]["additionalProperties"] = False
    problems = [400, 401, *BUSY]
    if operation.get("security"):
        problems.append(403)
    if "{" in path or any(each["name"] in THINGS for each in parameters):
        problems.append(404)
    if parameters or writes:
        problems.append(422)
    if writes:
        problems += [403, 409, 413]
    if seen:
        problems += [412, 428]
    if method == "get" and "x-ndjson" not in str(operation["responses"]):
        operation["responses"][304] = {"description": "Not changed since If-None-Match."}
    for status in sorted(set(problems)):
        operation["responses"][status] = {"$ref": f"#/components/responses/{status}"}
    if method == "post":
        parameters.append(KEY)
