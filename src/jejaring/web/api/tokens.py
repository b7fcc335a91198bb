"""Whose token a request brings, and whether it may be used for this."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security.base import AuthBase

from jejaring.web.accounts.models.person import Reach
from jejaring.web.accounts.second_factor import has_second_factor
from jejaring.web.api.models import Scope, Token
from jejaring.web.api.problems import Problem

BEGINNING = "jjr_"
LONGEST = 200
EVERY = timedelta(hours=1)
"""How exactly it is kept when a token was last used."""


def new_text() -> str:
    """A token, not to be guessed; 256 bits."""
    return BEGINNING + secrets.token_urlsafe(32)


def digest_of(text: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def bring_in(request: HttpRequest) -> Token | None:
    """The token of the request, whose person is from now on the request's user; None without one.

    Raises
    ------
    Problem
        When it is none, has run out or was revoked.
    """
    request.user = AnonymousUser()
    said = request.headers.get("Authorization", "")
    if not said:
        return None
    scheme, _space, text = said.partition(" ")
    token = None
    if scheme.lower() == "bearer" and text.startswith(BEGINNING) and len(text) <= LONGEST:
        token = Token.objects.select_related("person").filter(digest=digest_of(text)).first()
    if token is None or not token.stands or not token.person.is_active:
        raise Problem("signed-out", _("Token ini tidak dikenal, sudah dicabut, atau sudah lewat masanya."))
    token.person.reach = Reach(token.pk, token.cooperative_id)
    request.user = token.person
    if token.used is None or timezone.now() - token.used > EVERY:
        Token.objects.filter(pk=token.pk).update(used=timezone.now())
    return token


class Bearer(AuthBase):
    """A token with one of these scopes; reading is also allowed to whoever may write the same."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(self, *scopes: Scope) -> None:
        super().__init__()
        self.scopes = scopes

    def __call__(self, request: HttpRequest) -> Any:
        """Its person."""
        token: Token | None = getattr(request, "token", None)
        if token is None:
            raise Problem("signed-out", _("Kirim token Anda: Authorization: Bearer jjr_…"))
        if self.scopes and not any(scope in token.scopes for scope in self.scopes):
            names = ", ".join(self.scopes)
            raise Problem("forbidden", _("Token ini tidak berlaku untuk: %(scopes)s.") % {"scopes": names})
        return token.person


reads = Bearer(Scope.READ)


def writes(*scopes: Scope) -> Bearer:
    """A token for writing there, or in one of several places."""
    return Bearer(*scopes)


def anybody(request: HttpRequest) -> Any:
    """For what everybody may see: with a token its person, who may see more."""
    token: Token | None = getattr(request, "token", None)
    return reads(request) if token is not None else request.user


def guarded(request: HttpRequest) -> None:
    """Go on only with a second factor, as on the pages that ask for one.

    Raises
    ------
    Problem
    """
    guarded_person(request.user)


def guarded_person(person: Any) -> None:
    """The same of the person themselves."""
    if not has_second_factor(person):
        raise Problem("forbidden", _("Pasang pengaman kedua di situs dahulu."))
