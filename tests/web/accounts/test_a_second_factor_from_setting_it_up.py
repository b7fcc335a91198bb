"""Who signs or coordinates sets up an authenticator, is asked for it, and has codes for when it is lost."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from tests.web.page_forms import forms_of

from jejaring.web.accounts.models import Person
from jejaring.web.cooperatives.models import Cooperative, Membership, Territory

pytestmark = pytest.mark.django_db
PASSWORD = "kulit-sapi-garut-77"
SETTING_UP = "/akun/2fa/totp/activate/"
ASKED = "/akun/2fa/authenticate/"


@pytest.fixture(params=["chair", "coordinator"])
def somebody(request):
    """Their browser, newly signed in, and the page that asks for a second factor."""
    one = Cooperative.objects.create(name="Koperasi Contoh Kulit", region="32.05", example=True)
    person = Person.objects.create_user(name="Orang Contoh", email="orang@example.org", password=PASSWORD)
    if request.param == "chair":
        Membership.objects.create(person=person, cooperative=one, role="ketua")
    else:
        Territory.objects.create(person=person, region="32", office="Dinas Contoh")
    client = Client()
    assert signs_in(client)["Location"] == "/saya/"
    return client, f"/koperasi/{one.pk}/undang/" if request.param == "chair" else "/koperasi/klaim/"


def signs_in(client):
    return client.post("/akun/login/", {"login": "orang@example.org", "password": PASSWORD})


def code(secret, steps=0):
    """What the authenticator shows, or will show after so many half minutes."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def page(answer):
    return answer.content.decode()


def is_in(client):
    return "_auth_user_id" in client.session


def test_set_up_asked_for_and_replaced_when_it_is_lost(somebody):
    client, wanted = somebody
    told = client.get(wanted, follow=True)
    assert told.redirect_chain[-1][0].startswith("/akun/pengaman/?next=")
    assert f'href="{SETTING_UP}"' in page(told)
    again = client.get(SETTING_UP, follow=True)  # who has set up nothing yet says the password once more
    assert 'name="password"' in page(again)
    offered = client.post("/akun/reauthenticate/", {"password": PASSWORD, "next": SETTING_UP}, follow=True)
    secret = re.search(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', page(offered))[1]
    assert re.search(rf'href="otpauth://totp/[^"]+secret={secret}&', page(offered))

    wrong = client.post(SETTING_UP, {"code": code(secret, 5000)})
    (form,) = [one for one in forms_of(page(wrong)) if "code" in one.fields]
    assert form.fields["code"].told
    assert secret in page(wrong)  # not another one to be scanned anew
    assert "/akun/pengaman/" in client.get(wanted)["Location"]
    codes = client.post(SETTING_UP, {"code": code(secret)}, follow=True)
    spare = re.findall(r"\b\d{8}\b", page(codes))
    assert len(set(spare)) == 10
    back = client.get("/akun/pengaman/", follow=True)
    assert (back.status_code, back.redirect_chain) == (200, [(wanted, 302)])

    for given, lets_in in (
        (code(secret, 5000), False),
        (code(secret, 1), True),
        (code(secret, 1), False),  # seen over somebody's shoulder
        (spare[0], True),
        (spare[0], False),
        (spare[1], True),
    ):
        client.post("/akun/logout/")
        assert signs_in(client)["Location"].startswith(ASKED)
        assert not is_in(client)
        client.post(ASKED, {"code": given})
        assert is_in(client) == lets_in, given
        assert (client.get(wanted).status_code == 200) == lets_in

    client.post("/akun/reauthenticate/", {"password": PASSWORD})
    client.post("/akun/2fa/totp/deactivate/")
    assert "/akun/pengaman/" in client.get(wanted)["Location"]
