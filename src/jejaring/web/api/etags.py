"""Which state of a thing somebody has seen: entity tags over what is told of it."""

import hashlib
import json
import re
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, Schema
from ninja.renderers import JSONRenderer

from jejaring.web.api.problems import Problem

TAG = re.compile(r'(?:W/)?("[^"]*")')

IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", description="ETag of the state that you have seen; required (428 without it)."),
]


def tag_of(content: bytes) -> str:
    """The entity tag of an answer."""
    return f'"{hashlib.sha256(content).hexdigest()[:20]}"'


def demand_seen(if_match: str | None, shown: Schema) -> None:
    """Go on only for somebody who has seen the present state, as `shown` tells it to them.

    The verbs ask once more, under lock, for the version that was read for `shown`: of two who write at the
    same moment one is told.

    Raises
    ------
    Problem
        428 without If-Match, 412 with the tag of another state.
    """
    if if_match is None:
        raise Problem("not-seen", _("Kirim If-Match dengan ETag dari keadaan yang Anda lihat."))
    content = json.dumps(shown.model_dump(), cls=JSONRenderer.encoder_class)
    if if_match.strip() != "*" and tag_of(content.encode()) not in TAG.findall(if_match):
        raise Problem("changed-meanwhile", _("Ambil keadaannya sekarang, lalu coba lagi."))


def tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with its tag; 304 to whoever has it already."""
    if not 200 <= response.status_code < 300 or not response.content:
        return response
    tag = tag_of(response.content)
    response.headers["ETag"] = tag
    known: Any = TAG.findall(request.headers.get("If-None-Match", ""))
    if request.method in ("GET", "HEAD") and tag in known:
        unchanged = HttpResponse(status=304, headers={"ETag": tag})
        del unchanged.headers["Content-Type"]
        return unchanged
    return response
