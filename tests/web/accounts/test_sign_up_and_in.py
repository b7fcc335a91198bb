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
