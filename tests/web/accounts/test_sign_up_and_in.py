import re

import pytest

from jejaring.web.accounts import sms
from jejaring.web.accounts.models import Person

pytestmark = pytest.mark.django_db
PASSWORD = "kulit-sapi-garut-77"


@pytest.fixture
def messages(monkeypatch):
    """The text messages that the site sends."""
    sent = []
    monkeypatch.setattr(sms, "to_log", lambda phone, text: sent.append((phone, text)))
    return sent


def sign_up(client, **fields):
    return client.post(
        "/akun/signup/", {"name": "Pengurus Contoh", "password1": PASSWORD} | fields, follow=True
    )


def test_by_phone_with_the_code_that_was_sent(client, messages):
    sign_up(client, phone="0812-3456-7890")
    ((phone, text),) = messages
    assert phone == "+6281234567890"
    code = re.search(r"Jejaring Anda: (\S+)\.", text)[1]
    client.post("/akun/phone/verify/", {"code": code})
    person = Person.objects.get(phone="+6281234567890")
    assert person.phone_verified
    assert client.session.get("_auth_user_id") == str(person.pk)


def test_by_e_mail(client):
    sign_up(client, email="pengurus@example.org")
    assert Person.objects.get(email="pengurus@example.org").name == "Pengurus Contoh"


def test_nobody_signs_up_unreachable(client):
    page = sign_up(client)
    assert "Isi nomor HP atau alamat surel" in page.content.decode()
    assert not Person.objects.exists()


def test_a_number_that_is_none_is_refused_beside_its_field(client):
    page = sign_up(client, phone="0812")
    assert "Contoh: 0812-3456-7890" in page.content.decode()
    assert 'value="Pengurus Contoh"' in page.content.decode()  # the rest of the form is kept


@pytest.mark.parametrize("written", ["0812-3456-7890", "+6281234567890", "62 812 3456 7890"])
def test_signs_in_by_a_number_however_it_is_written(client, written):
    person = Person.objects.create_user(
        name="Pengurus Contoh", phone="+6281234567890", phone_verified=True, password=PASSWORD
    )
    answer = client.post("/akun/login/", {"login": written, "password": PASSWORD})
    assert answer["Location"] == "/saya/"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_who_forgot_the_password_signs_in_by_a_code(client, messages):
    person = Person.objects.create_user(
        name="Pengurus Contoh", phone="+6281234567890", phone_verified=True, password=PASSWORD
    )
    client.post("/akun/login/code/", {"phone": "081234567890"})
    code = re.search(r"Jejaring Anda: (\S+)\.", messages[0][1])[1]
    client.post("/akun/login/code/confirm/", {"code": code})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_who_has_a_second_factor_is_asked_for_it(client):
    from allauth.mfa.totp.internal.auth import (
        TOTP,
        generate_totp_secret,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    person = Person.objects.create_user(name="Ketua Contoh", email="ketua@example.org", password=PASSWORD)
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    answer = client.post("/akun/login/", {"login": "ketua@example.org", "password": PASSWORD})
    assert answer["Location"].startswith("/akun/2fa/authenticate/")
    assert "_auth_user_id" not in client.session
    counter = next(iter(yield_hotp_counters_from_time()))
    client.post("/akun/2fa/authenticate/", {"code": f"{hotp_value(secret, counter):06d}"})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_form_sent_from_a_page_that_was_open_too_long_says_so(client):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/akun/login/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "terbuka terlalu lama" in answer.content.decode()
