"""A site that others can reach is told its secrets by the environment, or does not start."""

import json
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from jejaring.web.environment import OWN_MACHINE, demand_safe, reached_by_others
from jejaring.web.mail_server import MailServer, mail_server

TOLD = {
    "JEJARING_SECRET_KEY": "k" * 50,
    "JEJARING_HTTPS": "1",
    "JEJARING_HOSTS": "jejaring.example",
    "JEJARING_ADDRESS": "https://jejaring.example",
    "JEJARING_SMS": "site.sms.send",
    "JEJARING_EMAIL": "django.core.mail.backends.smtp.EmailBackend",
}
UNSAFE = {
    "JEJARING_SECRET_KEY": "short",
    "JEJARING_HOSTS": "*",
    "JEJARING_HTTPS": "",
    "JEJARING_DEBUG": "1",
    "JEJARING_ADDRESS": "http://jejaring.example",
    "JEJARING_SMS": "",
    "JEJARING_EMAIL": "",
}


@pytest.fixture
def told(monkeypatch):
    for name, value in TOLD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_it_starts_when_it_is_told_everything(told):
    demand_safe(["jejaring.example"], https=True)


@pytest.mark.parametrize("name", UNSAFE)
def test_it_names_what_is_missing_and_what_would_be_right(told, name):
    told.setenv(name, UNSAFE[name])
    hosts = ["*"] if name == "JEJARING_HOSTS" else ["jejaring.example"]
    with pytest.raises(ImproperlyConfigured) as refused:
        demand_safe(hosts, https=True)
    (line,) = str(refused.value).splitlines()[1:]
    assert line.startswith(f"  {name}: ")


def test_a_site_of_one_machine_needs_to_be_told_nothing():
    assert not reached_by_others(OWN_MACHINE, https=False)
    assert reached_by_others(OWN_MACHINE, https=True)
    assert reached_by_others([*OWN_MACHINE, "10.0.0.7"], https=False)


def settings_of(**environment):
    """What the settings say in a process of their own."""
    asked = (
        *("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY", "SECURE_SSL_REDIRECT"),
        *("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME", "SECURE_HSTS_SECONDS"),
        *("SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECRET_KEY"),
    )
    told = f"{{name: getattr(settings, name) for name in {asked!r}}}"
    code = f"import json; from jejaring.web import settings; print(json.dumps({told}))"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("JEJARING_")}
    return subprocess.run(
        [sys.executable, "-c", code], env=clean | environment, capture_output=True, text=True, check=False
    )


def test_cookies_and_https_of_a_site_that_others_reach(tmp_path):
    found = json.loads(settings_of(**TOLD, JEJARING_DATA=str(tmp_path)).stdout)
    assert found.pop("SECRET_KEY") == TOLD["JEJARING_SECRET_KEY"]
    assert found.pop("SECURE_HSTS_SECONDS") >= 365 * 24 * 3600
    names = [found.pop(name) for name in list(found) if name.endswith("_NAME")]
    assert all(name.startswith("__Host-") for name in names)
    assert set(found.values()) == {True}
    assert not list(tmp_path.iterdir())  # no secret was written down


def test_the_settings_themselves_refuse(tmp_path):
    refused = settings_of(JEJARING_HOSTS="jejaring.example", JEJARING_DATA=str(tmp_path))
    assert refused.returncode
    assert "JEJARING_SECRET_KEY: give a random one" in refused.stderr


def test_mail_goes_by_the_server_that_is_named(monkeypatch):
    monkeypatch.delenv("JEJARING_SMTP", raising=False)
    assert (mail_server().host, mail_server().port, mail_server().starttls) == ("localhost", 25, False)
    monkeypatch.setenv("JEJARING_SMTP", "smtp://kirim%40a:p%2Fw@mail.example")
    assert mail_server() == MailServer("mail.example", 587, "kirim@a", "p/w", starttls=True, tls=False)
    monkeypatch.setenv("JEJARING_SMTP", "smtps://mail.example:1465")
    assert (mail_server().port, mail_server().tls) == (1465, True)
    for wrong in ("mail.example", "http://mail.example", "smtp://", "smtp://a:secret@mail.example:x"):
        monkeypatch.setenv("JEJARING_SMTP", wrong)
        with pytest.raises(ValueError, match="JEJARING_SMTP: use smtp://") as refused:
            mail_server()
        assert "secret" not in str(refused.value)
