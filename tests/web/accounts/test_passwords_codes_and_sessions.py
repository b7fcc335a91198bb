"""What OWASP's ASVS asks of passwords, codes, session keys and of what is served at all."""

import base64
import re
import socket
import ssl
from contextlib import suppress
from datetime import timedelta
from threading import Thread

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone

from jejaring.web.accounts.models import Person
from jejaring.web.api import outside

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "password", ["sapi garut kulit", "  dua spasi di muka", "ꦥꦱꦂꦏꦸꦭꦶꦠ ꦒꦫꦸꦠ", "7391 5527 0846 sapi"]
)
def test_any_letters_make_a_password_and_it_is_checked_as_typed(password):
    said = {
        "name": "Ketua Contoh",
        "email": "ketua@example.org",
        "password1": password,
        "password2": password,
    }
    Client().post("/akun/signup/", said)
    person = Person.objects.get(email="ketua@example.org")
    assert person.check_password(password)
    assert not person.check_password(password.strip() + " ")
    assert not person.check_password(password.upper() if password.upper() != password else password[:-1])


def test_password_managers_may_fill_it_in():
    page = Client().get("/akun/login/").content.decode()
    (field,) = re.findall(r'<input[^>]*type="password"[^>]*>', page)
    assert 'autocomplete="current-password"' in field
    page = Client().get("/akun/signup/").content.decode()
    assert page.count('autocomplete="new-password"') == len(re.findall(r'type="password"', page)) > 0


def test_codes_and_keys_are_long_enough():
    assert len(base64.b32decode(generate_totp_secret())) * 8 >= 128
    person = Person.objects.create_user(name="Ketua", email="k@example.org", password="kulit-sapi-garut-77")
    codes = RecoveryCodes.activate(person).get_unused_codes()
    assert min(map(len, codes)) >= 8 > 20 / 3.33  # digits of 3.3 bits
    assert len(set(codes)) == len(codes)
    assert get_adapter().encrypt("x") != "x"
    session = SessionStore()
    session.create()
    assert len(session.session_key) * 5 >= 128  # each of 36 letters has more than five bits


def test_a_session_ends_and_none_begins_by_itself():
    client = Client()
    for path in ("/", "/pasar/", "/koperasi/", "/api/"):
        client.get(path)
        assert settings.SESSION_COOKIE_NAME not in client.cookies
    days = 24 * 60 * 60
    assert 0 < settings.SESSION_COOKIE_AGE <= 90 * days
    assert not settings.SESSION_SAVE_EVERY_REQUEST


def test_nothing_of_the_folder_is_served():
    for path in ("/.git/config", "/.env", "/static/", "/static/../settings.py", "/media/", "/secret-key"):
        assert Client().get(path).status_code == 404, path


def test_certificates_of_those_asked_are_checked(tmp_path, monkeypatch):
    """A webhook's receiver whose certificate nobody vouches for is told nothing."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = timezone.now()
    own = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    own = own.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    file = tmp_path / "own.pem"
    plain = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(key.private_bytes(*plain) + own.sign(key, SHA256()).public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with socket.create_server(("127.0.0.1", 0)) as door:
        told = []

        def serve():
            connection, _address = door.accept()
            with connection, suppress(OSError), context.wrap_socket(connection, server_side=True) as inside:
                told.append(inside.recv(100))

        server = Thread(target=serve)
        server.start()
        monkeypatch.setattr(outside, "address_outside", lambda _url: "127.0.0.1")
        with pytest.raises(ssl.SSLCertVerificationError):
            outside.post(f"https://localhost:{door.getsockname()[1]}/x", b"{}", {})
        server.join(10)
    assert not any(told)
