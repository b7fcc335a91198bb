"""Guessing passwords and codes ends after a few tries, even with the right one; others still get in."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client, override_settings

from jejaring.web.accounts.models import Person
from jejaring.web.common.models import AuditEntry

pytestmark = pytest.mark.django_db
PASSWORD = "kulit-sapi-garut-77"
SECRET = "JBSWY3DPEHPK3PXP"
TRIES = 5


@pytest.fixture
def person():
    cache.clear()
    return Person.objects.create_user(name="Ketua Contoh", email="ketua@example.org", password=PASSWORD)


def signs_in(client, password, address="198.51.100.1", login="ketua@example.org"):
    said = {"login": login, "password": password}
    client.post("/akun/login/", said, REMOTE_ADDR=address)
    return "_auth_user_id" in client.session


def test_an_account_is_closed_to_guessing_from_wherever_it_comes(person):
    other = Person.objects.create_user(name="Lain", email="lain@example.org", password=PASSWORD)
    for number in range(TRIES):
        assert not signs_in(Client(), f"salah-{number}-salah", f"198.51.100.{number}")
    assert not signs_in(Client(), PASSWORD, "198.51.100.77")
    assert signs_in(Client(), PASSWORD, "198.51.100.78", other.email)
    refused = AuditEntry.objects.filter(verb="account.sign-in-refused", subject_id=str(person.pk))
    assert refused.count() == TRIES
    assert not refused.exclude(actor=None).exists()
    assert all(PASSWORD not in str(entry.detail) and "salah" not in str(entry.detail) for entry in refused)


def test_an_address_that_tries_many_accounts_is_closed(person):
    for number in range(12):
        signs_in(Client(), "salah", login=f"orang{number}@example.org")
    assert not signs_in(Client(), PASSWORD)
    assert signs_in(Client(), PASSWORD, "198.51.100.2")


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_a_proxy_the_address_is_that_which_the_proxy_saw(person):
    for number in range(12):  # what the client itself writes there changes nothing
        forged = f"203.0.113.{number}, 198.51.100.1"
        said = {"login": f"orang{number}@example.org", "password": "salah"}
        Client().post("/akun/login/", said, REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": forged})
    client = Client()
    said = {"login": person.email, "password": PASSWORD}
    client.post("/akun/login/", said, headers={"x-forwarded-for": "203.0.113.99, 198.51.100.1"})
    assert "_auth_user_id" not in client.session
    client.post("/akun/login/", said, headers={"x-forwarded-for": "198.51.100.2"})
    assert "_auth_user_id" in client.session


def test_the_second_factor_is_closed_to_guessing(person):
    TOTP.activate(person, SECRET)
    right = format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for number in range(TRIES):
        client = Client()
        signs_in(client, PASSWORD, f"198.51.100.{number}")
        client.post("/akun/2fa/authenticate/", {"code": wrong})
    client.post("/akun/2fa/authenticate/", {"code": right})
    assert "_auth_user_id" not in client.session
    entries = AuditEntry.objects.filter(verb="account.second-factor-refused", subject_id=str(person.pk))
    assert entries.count() == TRIES


def test_a_code_by_message_does_not_go_around_the_second_factor(person, mailoutbox):
    TOTP.activate(person, SECRET)
    client, other = Client(), Client()
    client.post("/akun/login/code/", {"email": person.email})
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mailoutbox[-1].body, re.MULTILINE)[1]
    other.post("/akun/login/code/confirm/", {"code": code})  # not where it was asked for
    assert "_auth_user_id" not in other.session
    answer = client.post("/akun/login/code/confirm/", {"code": code})
    assert answer["Location"].startswith("/akun/2fa/authenticate/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("password", ["jejaring-koperasi-2026", "KetuaKoperasi123", "bendahara1234567"])
def test_what_would_be_tried_first_is_no_password(client, password):
    sent = {"name": "Orang Contoh", "email": "baru@example.org", "password1": password}
    page = client.post("/akun/signup/", sent)
    assert "Jangan hanya memakai kata" in page.content.decode()
    assert not Person.objects.exists()
