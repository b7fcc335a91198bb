"""One sees where one is signed in and ends that; what happens to an account is in the audit trail."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jejaring.web.accounts import lately
from jejaring.web.accounts.models import Person
from jejaring.web.common.models import AuditEntry

pytestmark = pytest.mark.django_db
PASSWORD = "kulit-sapi-garut-77"
PHONE = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0"
PAGE = "/akun/sessions/"


@pytest.fixture
def person():
    return Person.objects.create_user(name="Ketua Contoh", email="ketua@example.org", password=PASSWORD)


def browser(agent):
    client = Client(headers={"user-agent": agent})
    client.post("/akun/login/", {"login": "ketua@example.org", "password": PASSWORD})
    client.get("/saya/")
    return client


def is_in(client):
    return client.get("/saya/").status_code == 200


def test_each_device_is_shown_and_can_be_signed_out(person):
    phone, laptop, third = browser(PHONE), browser(LAPTOP), browser("")
    page = laptop.get(PAGE).content.decode()
    assert "Chrome, Android" in page
    assert "Firefox, Linux" in page
    assert page.count('name="session"') == 2  # not its own
    lost = UserSession.objects.get(user_agent=PHONE)
    laptop.post(PAGE, {"session": str(lost.pk)})
    assert [is_in(each) for each in (phone, laptop, third)] == [False, True, True]
    laptop.post(PAGE)
    assert [is_in(each) for each in (laptop, third)] == [True, False]


def test_a_device_is_written_down_now_and_then_and_at_once_when_it_is_another(person, monkeypatch):
    phone = browser(PHONE)
    seen = UserSession.objects.get(user=person).last_seen_at
    with CaptureQueriesContext(connection) as asked:
        phone.get("/saya/")
    assert not [each["sql"] for each in asked if "usersession" in each["sql"]]
    phone.get("/saya/", headers={"user-agent": LAPTOP})
    assert UserSession.objects.get(user=person).user_agent == LAPTOP
    monkeypatch.setattr(lately, "EVERY", 0.0)
    phone.get("/saya/")
    again = UserSession.objects.get(user=person)
    assert again.user_agent == PHONE
    assert again.last_seen_at > seen


def test_nobody_ends_the_session_of_another(person):
    own = browser(LAPTOP)
    other = Person.objects.create_user(name="Lain", email="lain@example.org", password=PASSWORD)
    stranger = Client()
    stranger.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    for value in (str(UserSession.objects.get(user=person).pk), "9" * 30, "-1", "x"):
        stranger.post(PAGE, {"session": value})
    assert is_in(own)


def test_another_password_signs_all_other_devices_out(person):
    phone, laptop = browser(PHONE), browser(LAPTOP)
    new = {"oldpassword": PASSWORD, "password1": PASSWORD + "x", "password2": PASSWORD + "x"}
    laptop.post("/akun/password/change/", new)
    assert [is_in(each) for each in (phone, laptop)] == [False, True]


def test_a_session_that_was_signed_out_of_opens_nothing(person):
    client = browser(LAPTOP)
    copied = Client()
    copied.cookies = client.cookies.copy()
    answer = client.post("/akun/logout/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert not is_in(copied)


def test_what_happens_to_an_account_is_in_the_trail(person):
    client = browser(LAPTOP)
    client.post("/akun/logout/")
    rows = AuditEntry.objects.filter(subject_type="accounts.person", subject_id=str(person.pk))
    signed_in, signed_out = rows.order_by("pk")
    assert (signed_in.verb, signed_in.actor) == ("account.signed-in", person)
    assert signed_in.detail["ways"] == ["password"]
    assert signed_out.verb == "account.signed-out"


def test_who_wants_to_change_where_codes_go_says_the_password_again(person):
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    for page, sent in (
        ("/akun/email/", {"action_add": "", "email": "lain@example.org"}),
        ("/akun/phone/change/", {"phone": "0812-3456-7890"}),
    ):
        assert client.post(page, sent)["Location"].startswith("/akun/reauthenticate/")


def test_one_puts_right_what_one_is_called(person):
    client = browser(LAPTOP)
    assert client.post("/akun/nama/", {"name": ""}).status_code == 422
    client.post("/akun/nama/", {"name": "Ketua  Contoh Baru"})
    assert Person.objects.get().name == "Ketua Contoh Baru"
    (entry,) = AuditEntry.objects.filter(verb="account.renamed")
    assert "Contoh" not in str(entry.detail)  # neither the old name nor the new one


def test_cookies_are_for_this_site_and_no_script(person):
    client = browser(LAPTOP)
    client.post("/bahasa/", {"language": "id"})
    client.get("/akun/")
    assert set(client.cookies) == {"sessionid", "csrftoken", "django_language"}
    for cookie in client.cookies.values():
        assert (cookie["samesite"], cookie["httponly"], cookie["domain"]) == ("Lax", True, "")


def test_signing_in_changes_the_key(person):
    client = Client()
    client.post("/koperasi/1/ubah/", {"name": "x"})  # what was typed waits in a session
    before = client.session.session_key
    client.post("/akun/login/", {"login": person.email, "password": PASSWORD})
    assert before
    assert client.session.session_key != before


def test_signing_out_is_on_every_page(person):
    client = browser(LAPTOP)
    for page in ("/", "/saya/", PAGE, "/tidak-ada/"):
        assert 'action="/akun/logout/"' in client.get(page).content.decode()


def test_pages_of_a_person_are_kept_by_their_browser_alone(person):
    client = browser(LAPTOP)
    assert client.get("/saya/")["Cache-Control"] == "private, no-cache"
    assert "Cookie" in client.get("/saya/")["Vary"]
    assert "Cache-Control" not in Client().get("/")


def test_trace_tells_nothing(person):
    for path in ("/", "/akun/email/", "/api/v1/listings"):
        answer = browser(LAPTOP).generic("TRACE", path, headers={"x-secret": "rahasia"})
        assert answer.status_code == 405
        assert "TRACE" not in answer["Allow"]
        assert b"rahasia" not in answer.content


def test_a_long_password_counts_to_its_last_letter():
    long = "kulit sapi garut " * 6
    person = Person.objects.create_user(name="Ketua Contoh", email="k@example.org", password=long)
    assert person.check_password(long)
    assert not person.check_password(long[:-1])


def test_the_operator_signs_somebody_out_everywhere(person, capsys):
    client = browser(LAPTOP)
    call_command("keluarkan", "KETUA@example.org")
    assert "1 perangkat dikeluarkan, 0 token dicabut" in capsys.readouterr().out
    assert not is_in(client)
    with pytest.raises(CommandError, match="Tidak ada akun"):
        call_command("keluarkan", "nobody@example.org")
