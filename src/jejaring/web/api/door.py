"""What every request of the API passes: language, token, rate, and the same answer to the same key."""

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from jejaring.web.api import rates
from jejaring.web.api.models import Answer, Token
from jejaring.web.api.ndjson import MEDIA_TYPE as NDJSON
from jejaring.web.api.problems import Problem, of_outage
from jejaring.web.api.tokens import bring_in
from jejaring.web.operations.outages import is_outage

KEY = re.compile(r"[\x21-\x7e]{1,100}")
KEPT = ("ETag", "Location", "Content-Type")
"""Headers that belong to an answer."""

View = Callable[..., HttpResponseBase]


def door(view: View) -> View:
    """Lead a request in, and its answer out."""

    @wraps(view)
    def entered(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        language = language_of(request)
        with translation.override(language):
            try:
                response = _counted(request, lambda: view(request, *arguments, **named))
            except Exception as fault:
                if not is_outage(fault):
                    raise
                response = of_outage(request, fault).response()
        response.headers["Content-Language"] = language
        response.headers.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(response, ["Authorization", "Accept-Language"])
        return response

    return entered


def language_of(request: HttpRequest) -> str:
    """The first language of Accept-Language that there is; Indonesian where it names none."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200]):
        if wanted.split("-")[0] in dict(settings.LANGUAGES):
            return wanted.split("-")[0]
    return settings.LANGUAGE_CODE


def _counted(request: HttpRequest, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    token, refused = _brought(request)
    rate = rates.count(request, token)
    try:
        if rate.left < 0:
            raise rates.too_many(rate)
        if refused:
            raise refused
        response = _answered(request, token, act)
    except Problem as problem:
        response = problem.response()
    except RequestDataTooBig:
        response = Problem("too-large").response()
    except (MultiPartParserError, SuspiciousOperation):
        response = Problem("malformed").response()
    for name, value in rate.headers.items():
        response.headers[name] = value
    return response


def _brought(request: HttpRequest) -> tuple[Token | None, Problem | None]:
    """The token, or why there is none; whoever tries many is counted by where they are."""
    try:
        token, refused = bring_in(request), None
    except Problem as problem:
        token, refused = None, problem
    request.token = token  # type: ignore[attr-defined]
    return token, refused


def _answered(request: HttpRequest, token: Token | None, act: Callable[[], HttpResponseBase]) -> Any:
    key = request.headers.get("Idempotency-Key")
    if key is None or token is None or request.method != "POST":
        return act()
    if not KEY.fullmatch(key):
        raise Problem("malformed", _("Idempotency-Key: 1 sampai 100 huruf, angka, atau tanda tanpa spasi."))
    if request.content_type == NDJSON:  # each line by itself
        return act()
    asked = _fingerprint(request)
    try:
        with transaction.atomic():
            answer = Answer.objects.create(token=token, key=key, asked=asked)
            response = act()
            if response.streaming or response.status_code >= 300:  # nothing was done: the key stays free
                transaction.set_rollback(True)
                return response
            assert isinstance(response, HttpResponse)
            answer.status, answer.body = response.status_code, response.content.decode()
            answer.headers = {name: response.headers[name] for name in KEPT if name in response.headers}
            answer.save()
            return response
    except IntegrityError:
        return _again(token, key, asked)


def _again(token: Token, key: str, asked: str) -> HttpResponse:
    known = Answer.objects.filter(token=token, key=key).first()
    if known is None:
        raise Problem("not-now", _("Permintaan dengan kunci ini sedang dikerjakan. Coba lagi."))
    if known.asked != asked:
        raise Problem("other-request", _("Pakai Idempotency-Key lain untuk permintaan yang lain."))
    headers = known.headers | {"Idempotency-Replayed": "true"}
    return HttpResponse(known.body, status=known.status, headers=headers)


def _fingerprint(request: HttpRequest) -> str:
    """Of what is asked; files of a form are read from where they were put, never all in memory."""
    told = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        for name, values in sorted(request.POST.lists()):
            told.update(repr((name, values)).encode())
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                told.update(repr((name, file.name, file.size)).encode())
                for chunk in file.chunks():
                    told.update(chunk)
                file.seek(0)
    else:
        told.update(request.body)
    return told.hexdigest()
