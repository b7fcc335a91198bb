"""Programs that come to the network by token."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import schemathesis
from allauth.mfa.models import Authenticator
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from tests.web.network import SECOND_FACTOR, Network

from jejaring.web.api.models import Scope, Token
from jejaring.web.api.tokens import digest_of, new_text
from jejaring.web.cooperatives.models import Membership

API = "/api/v1"
NDJSON = "application/x-ndjson"


@schemathesis.serializer(NDJSON)
def as_lines(_context: Any, value: Any) -> bytes:
    """Whatever is to be sent as lines, as it is."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


@schemathesis.deserializer(NDJSON)
def of_lines(_context: Any, response: Any) -> str:
    """Lines are described as text."""
    return response.content.decode()


@contextmanager
def one_connection() -> Iterator[None]:
    """Requests through WSGI in this process leave the test's connection, and its transaction, alone."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


EVERYTHING = tuple(Scope.values)


def token_of(net: Network, role: str, scopes: tuple[str, ...] = EVERYTHING, guarded: bool = True) -> str:
    """The text of a token of the person in that role, for their cooperative, or for their territories."""
    person = net.people[role]
    if guarded:
        Authenticator.objects.get_or_create(user=person, type="totp", defaults=SECOND_FACTOR)
    membership = Membership.objects.filter(person=person, ended=None).first()
    text = new_text()
    Token.objects.create(
        person=person,
        cooperative=membership.cooperative if membership else None,
        name=role,
        digest=digest_of(text),
        beginning=text[:12],
        scopes=list(scopes),
        expires=timezone.now() + timedelta(days=1),
    )
    return text


class Program:
    """Asks the API."""

    def __init__(self, token: str = "", **headers: str) -> None:
        self.client = Client(raise_request_exception=True)
        self.headers = ({"Authorization": f"Bearer {token}"} if token else {}) | headers

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(
            method,
            API + path,
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers=self.headers | named,
        )

    def get(self, path: str, **headers: str) -> Any:
        """The answer to GET."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """The answer to POST."""
        return self.ask("POST", path, body, **headers)
