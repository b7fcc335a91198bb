"""Forms of the site, reached and sent as a browser would, with everything undone afterwards."""

import io
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django import forms
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image
from tests.web.network import Network, says_password
from tests.web.page_forms import PageForm, forms_of

from jejaring.web.accounts.models import Person
from jejaring.web.cooperatives.models import Territory

PASSWORD = "kulit-sapi-garut-77"
PASSING = ("django_session", "cache", "usersessions_usersession", "trade_submission", "accounts_reading")
"""Tables that keep nothing of what a form says."""
WRITING = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')


@dataclass
class Answer:
    """What came back for a form, and what was written for it."""

    address: str
    status: int
    text: str
    told: dict[str, list[str]]
    """Field -> its faults, by the forms that the page was made of."""
    written: list[str]
    forms: list[forms.BaseForm]
    page: list[PageForm] = field(init=False)

    def __post_init__(self) -> None:
        self.page = forms_of(self.text) if self.text[:15].lower() == "<!doctype html>" else []


@contextmanager
def undone() -> Iterator[list[str]]:
    """Names the tables that are written to meanwhile, and takes it all back."""
    written: list[str] = []

    def watch(execute, sql, params, many, context):
        found = WRITING.match(sql)
        if found and found[1] not in PASSING:
            written.append(found[1])
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(watch):
            yield written
        transaction.set_rollback(True)


@contextmanager
def opened(net: Network, page: str, role: str, language: str) -> Iterator[tuple[Client, str]]:
    """A browser of that person on the way to the page, and the page's address; undone afterwards."""
    url, _mark, question = page.partition("?")
    who, _minus, unguarded = role.partition("-")
    with undone():
        client = net.client(who, second_factor=not unguarded)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        if url in FIRST:
            FIRST[url](client, net, who)
        yield client, reverse(url, kwargs=net.keys.get(url)) + (f"?{question}" if question else "")


def answer(
    client: Client, method: str, address: str, values: dict | None = None, *, follow: bool = False
) -> Answer:
    """What the site says to it, or at the end of where it leads."""
    with undone() as written:
        said = getattr(client, method)(address, values or {}, follow=follow)
        text = b"".join(said) if said.streaming else said.content
    found = {id(one): one for context in said.context or () for one in _forms(context)}
    with translation.override(client.cookies[settings.LANGUAGE_COOKIE_NAME].value):
        told = {
            name if name == "__all__" else one.add_prefix(name): [str(each) for each in faults]
            for one in found.values()
            if one.is_bound
            for name, faults in one.errors.items()
        }
    return Answer(
        address, said.status_code, text.decode(errors="replace"), told, written, list(found.values())
    )


def value(text: str) -> object:
    """What the table means: `@photo` a photograph, `@register` a register's file, `@file TEXT` a file."""
    if text == "@photo":
        drawn = io.BytesIO()
        Image.new("RGB", (30, 20), tuple(secrets.token_bytes(3))).save(drawn, "JPEG")
        return SimpleUploadedFile("f.jpg", drawn.getvalue())
    if text == "@register":
        return SimpleUploadedFile("r.csv", b"Nama,Wilayah\nKoperasi Contoh Baru,32.04\n")
    if text.startswith("@file"):
        return SimpleUploadedFile("x.jpg", text[6:].encode())
    return text


def _forms(context) -> Iterator[forms.BaseForm]:
    layers = getattr(context, "dicts", [context])
    said = [each for layer in layers for each in layer.values()]
    inner = [each for one in said if _is_ours(one) for each in vars(one).values()]
    return (each for each in [*said, *inner] if isinstance(each, forms.BaseForm))


def _is_ours(one: object) -> bool:
    """Whether it is of a class of the site, which may hold forms."""
    return type(one).__module__.startswith("jejaring.") and hasattr(one, "__dict__")


def _password(client: Client, net: Network, role: str) -> None:
    person = Person.objects.get(pk=net.people[role].pk)
    person.set_password(PASSWORD)
    person.save()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")


def _sure(client: Client, net: Network, role: str) -> None:
    says_password(client, net.people[role])


def _code_to_sign_in(client: Client, net: Network, role: str) -> None:
    client.post(reverse("account_request_login_code"), {"email": net.people["stranger"].email})


def _code_to_reset(client: Client, net: Network, role: str) -> None:
    client.post(reverse("account_reset_password"), {"email": net.people["stranger"].email})


def _password_to_reset(client: Client, net: Network, role: str) -> None:
    _code_to_reset(client, net, role)
    code = re.search(r"^\s*([A-Z0-9]+-[A-Z0-9]+)\s*$", mail.outbox[-1].body, re.M)[1]
    client.post(reverse("account_confirm_password_reset_code"), {"code": code})


def _phone_to_verify(client: Client, net: Network, role: str) -> None:
    _sure(client, net, role)
    client.post(reverse("account_change_phone"), {"phone": "0812-3456-7899"})


def _addresses_as_they_are(client: Client, net: Network, role: str) -> None:
    _sure(client, net, role)
    client.get(reverse("account_email"))


def _second_factor(client: Client, net: Network, role: str) -> None:
    person = net.people["coordinator"]
    _password(Client(), net, "coordinator")
    net.client("coordinator")
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})


def _everywhere(client: Client, net: Network, role: str) -> None:
    Territory.objects.create(person=net.people[role], region="", office="Kementerian Contoh")


FIRST: dict[str, Callable[[Client, Network, str], None]] = {
    "account_change_password": _password,
    "account_change_phone": _sure,
    "account_email": _addresses_as_they_are,
    "privacy:erase": _sure,
    "account_reauthenticate": _password,
    "account_confirm_login_code": _code_to_sign_in,
    "account_confirm_password_reset_code": _code_to_reset,
    "account_complete_password_reset": _password_to_reset,
    "account_verify_phone": _phone_to_verify,
    "mfa_authenticate": _second_factor,
    "finance:add-rules": _everywhere,
}
"""What goes before a page that is not reached by its address alone."""
