"""Ask the API, and be told."""

import json
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

NDJSON = "application/x-ndjson"
AGAIN = (429, 502, 503, 504)
TRIES = 4


class Thing(dict[str, Any]):
    """What the site told, and the tag of that state: a later write says by it what was seen.

    Where it told a plain list, its rows are `items`.
    """

    etag: str = ""


class Refused(Exception):
    """The site said no: `status`, its `kind`, and `errors`, a message for each field."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        self.status = status
        self.kind = str(problem.get("type", "")).rpartition("#")[2]
        self.errors = {each["field"]: each["message"] for each in problem.get("errors", [])}
        super().__init__(f"{status} {problem.get('detail') or problem.get('title', '')}")


@dataclass(frozen=True)
class Jejaring:
    """A site, as one token sees it.

    Attributes
    ----------
    address : str
        As `https://jejaring.example`.
    token : str
        Made on the site; empty: only what everybody may see.
    language : str, default "id"
        In which errors are told: "id" or "en".
    timeout : float, default 30
        Seconds that an answer may take.
    """

    address: str
    token: str = field(default="", repr=False)
    language: str = "id"
    timeout: float = 30

    def get(self, path: str, **query: Any) -> Thing:
        """One thing, or one page. Raises Refused."""
        return self._ask("GET", _with(path, query))

    def pages(self, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        """All rows of a list, page after page. Raises Refused."""
        after: str | None = ""
        while after is not None:
            page = self.get(path, **query, **({"after": after} if after else {}))
            yield from page["items"]
            after = page.get("next")

    def post(
        self, path: str, body: Mapping[str, Any] | None = None, *, key: str = "", seen: str = ""
    ) -> Thing:
        """Do something new. Raises Refused.

        Parameters
        ----------
        key : str
            An idempotency key of your own, kept beside what you want done: after a crash send it again with
            the same key. Without one each call has its own, so that only its own repetitions are harmless.
        seen : str
            `etag` of the state that you have seen, where one is changed.
        """
        headers = {"Idempotency-Key": key or secrets.token_urlsafe(18)}
        return self._ask("POST", path, body, headers | ({"If-Match": seen} if seen else {}))

    def change(self, thing: Thing, path: str, **values: Any) -> Thing:
        """Change fields of something that was read. Raises Refused (412 when it has changed meanwhile)."""
        return self.patch(f"{path}/{thing['id']}", values, seen=thing.etag)

    def patch(self, path: str, body: Mapping[str, Any], *, seen: str) -> Thing:
        """The same by its path, and the `etag` of the state that you have seen."""
        return self._ask("PATCH", path, body, {"If-Match": seen})

    def step(self, thing: Thing, path: str, name: str, **said: Any) -> Thing:
        """Take a step with something that was read, as `accept`. Raises Refused."""
        return self.post(f"{path}/{thing['id']}/{name}", said or None, seen=thing.etag)

    def delete(self, path: str) -> None:
        """Take something away. Raises Refused."""
        self._ask("DELETE", path)

    def stream(self, path: str) -> Iterator[dict[str, Any]]:
        """All rows of a bulk list as they come. Raises Refused."""
        with self._open(self._request("GET", path)) as answer:
            yield from (json.loads(line) for line in answer)

    def send(self, path: str, rows: Iterable[Mapping[str, Any]], *, key: str = "") -> list[dict[str, Any]]:
        """Many rows at once; for each what came of it. Raises Refused."""
        body = b"".join(json.dumps(row, default=str).encode() + b"\n" for row in rows)
        headers = {"Content-Type": NDJSON, "Idempotency-Key": key or secrets.token_urlsafe(18)}
        with self._open(self._request("POST", path, body, headers)) as answer:
            return [json.loads(line) for line in answer]

    def _ask(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Thing:
        content = None if body is None else json.dumps(body, default=str).encode()
        with self._open(self._request(method, path, content, headers)) as answer:
            text = answer.read()
            said = json.loads(text) if text else {}
            told = Thing({"items": said} if isinstance(said, list) else said)
            told.etag = answer.headers.get("ETag", "")
            return told

    def _request(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Request:
        said = {"Accept": "application/json", "Accept-Language": self.language}
        if body is not None:
            said["Content-Type"] = "application/json"
        if self.token:
            said["Authorization"] = f"Bearer {self.token}"
        url = self.address.rstrip("/") + "/api/v1" + path
        return Request(url, data=body, method=method, headers=said | dict(headers or {}))

    def _open(self, request: Request) -> Any:
        """The answer. What may be sent again is, when the site is busy or away for a moment."""
        harmless = request.get_method() == "GET" or request.has_header("Idempotency-key")
        for tried in range(1, TRIES + 1):
            last = tried == TRIES or not harmless
            try:
                return urlopen(request, timeout=self.timeout)
            except HTTPError as fault:
                if fault.code not in AGAIN or last:
                    raise Refused(fault.code, _problem(fault)) from None
                time.sleep(float(fault.headers.get("Retry-After") or 2**tried / 4))
            except URLError:
                if last:
                    raise
                time.sleep(2**tried / 4)
        raise AssertionError("unreachable")


def _with(path: str, query: Mapping[str, Any]) -> str:
    asked = {name: value for name, value in query.items() if value is not None}
    return f"{path}?{urlencode(asked)}" if asked else path


def _problem(fault: HTTPError) -> Mapping[str, Any]:
    try:
        told = json.loads(fault.read())
    except ValueError:
        return {"title": fault.reason}
    return told if isinstance(told, dict) else {"title": fault.reason}
