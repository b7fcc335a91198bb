"""Many rows at once, one JSON object a line: told and taken as they come, never all in memory."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import translation
from ninja import Schema
from ninja.renderers import JSONRenderer

MEDIA_TYPE = "application/x-ndjson"
LONGEST_LINE = 64_000
MOST_LINES = 10_000
CHUNK = 500


def streamed(rows: Iterable[Schema | dict[str, Any]]) -> StreamingHttpResponse:
    """An answer that tells row after row, in the language of the request."""
    return StreamingHttpResponse(_lines(rows, translation.get_language()), content_type=MEDIA_TYPE)


def lines_of(request: HttpRequest) -> Iterator[tuple[int, bytes]]:
    """The lines of a request that hold something, numbered from 1; a line that is too long ends them."""
    for number in range(1, MOST_LINES + 2):
        line = request.readline(LONGEST_LINE + 1)
        if not line:
            return
        if line.strip():
            yield number, line
        if len(line) > LONGEST_LINE:
            return


def described(words: str) -> dict[str, Any]:
    """What OpenAPI says of such an answer."""
    content = {MEDIA_TYPE: {"schema": {"type": "string"}}}
    return {"responses": {200: {"description": words, "content": content}}}


def _lines(rows: Iterable[Schema | dict[str, Any]], language: str | None) -> Iterator[bytes]:
    told = iter(rows)
    while True:
        with translation.override(language):
            row = next(told, None)
        if row is None:
            return
        plain = row.model_dump() if isinstance(row, Schema) else row
        yield json.dumps(plain, cls=JSONRenderer.encoder_class).encode() + b"\n"
