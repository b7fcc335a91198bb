"""A copy of the database signs nobody in: keys of second factors are enciphered, passwords hashed slowly."""

import stat

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import InvalidToken
from django.conf import global_settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher
from django.test import override_settings

from jejaring.web import settings as site
from jejaring.web.accounts.models import Person
from jejaring.web.accounts.sealing import Sealed
from jejaring.web.environment import secret_key

SECRET = "JBSWY3DPEHPK3PXP"


def code_now():
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.django_db
def test_neither_key_nor_codes_stand_in_the_database():
    person = Person.objects.create_user(name="Ketua Contoh", email="ketua@example.org")
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    assert all(
        code not in kept
        for code in RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes()
    )
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code_now())


def test_what_was_kept_plainly_before_still_opens():
    assert Sealed().decrypt(SECRET) == SECRET


def test_another_secret_opens_what_the_old_one_closed_while_that_is_told():
    closed = Sealed().encrypt(SECRET)
    with override_settings(SECRET_KEY="n" * 50, SECRET_KEY_FALLBACKS=[site.SECRET_KEY]):
        assert Sealed().decrypt(closed) == SECRET
    with override_settings(SECRET_KEY="n" * 50), pytest.raises(InvalidToken):
        Sealed().decrypt(closed)


def test_passwords_are_kept_by_a_slow_hash():
    assert not hasattr(site, "PASSWORD_HASHERS")  # Django's own, which tests exchange for a quick one
    with override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
        hasher = get_hasher()
    assert isinstance(hasher, PBKDF2PasswordHasher)
    assert hasher.iterations >= 600_000


def test_the_secret_file_is_its_owners(tmp_path, monkeypatch):
    monkeypatch.delenv("JEJARING_SECRET_KEY", raising=False)
    first = secret_key(tmp_path)
    assert len(first) > 60
    assert secret_key(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
