"""Every address of trade for every kind of visitor: a table that an address must be in."""

import pytest
from django.urls import get_resolver, reverse

from jejaring.web.cooperatives.models import Membership
from jejaring.web.trade.models import Photo, Proposal

pytestmark = pytest.mark.django_db

LOGIN = 302
WHO = ("anonymous", "stranger", "other", "coordinator", "officer", "treasurer", "chair")
# Address -> method, then the answer for each of WHO: `stranger` acts for nobody, `other` for another
# cooperative, the last three for the cooperative that owns the listing or sent the proposal.
PUBLIC = (200,) * 7
OWN = (LOGIN, 403, 403, 403, 302, 302, 302)
EXPECTED = {
    "market": ("get", PUBLIC),
    "mine": ("get", (LOGIN, 200, 200, 200, 200, 200, 200)),
    "line": ("get", (LOGIN, 403, 200, 403, 200, 200, 200)),
    "new": ("get", (LOGIN, 403, 200, 403, 200, 200, 200)),
    "listing": ("get", PUBLIC),
    "change": ("get", (LOGIN, 403, 403, 403, 200, 200, 200)),
    "close": ("post", OWN),
    "renew": ("post", OWN),
    "add-photo": ("post", OWN),
    "photo": ("get", PUBLIC),
    "remove-photo": ("post", OWN),
    "partners": ("get", (LOGIN, 200, 200, 200, 200, 200, 200)),
    "propose": ("get", (LOGIN, 403, 200, 403, 302, 302, 302)),  # own, to nobody: choose first
    "proposals": ("get", (LOGIN, 200, 200, 200, 200, 200, 200)),
    "proposal": ("get", (LOGIN, 404, 404, 404, 200, 200, 200)),
    "counter": ("get", (LOGIN, 404, 404, 404, 403, 403, 403)),
    "accept": ("post", (LOGIN, 404, 404, 404, 403, 403, 403)),
    "refuse": ("post", (LOGIN, 404, 404, 404, 403, 403, 403)),
    "withdraw": ("post", (LOGIN, 404, 404, 404, 302, 302, 302)),
    "write": ("post", (LOGIN, 404, 404, 404, 422, 422, 422)),
}
WHOLE = ("market", "mine", "line", "new", "proposals")
"""Addresses of no one object."""
ASKED = {"counter": 200, "accept": 302, "refuse": 302, "withdraw": 403, "write": 422, "proposal": 200}


def addresses():
    return {pattern.name for pattern in get_resolver("jejaring.web.trade.urls").url_patterns}


def test_every_address_is_in_the_table():
    assert addresses() == set(EXPECTED)


@pytest.fixture
def world(person, cooperative, proposal, coordinator):
    sent = proposal()
    owner = sent.sender
    photo = Photo.objects.create(listing=sent.listing, image="foto/kosong.jpg", digest="x", width=1, height=1)
    visitors = {
        "anonymous": None,
        "stranger": person(),
        "other": person(cooperative()),
        "coordinator": coordinator,
        "officer": sent.seller,
        "treasurer": person(owner, Membership.Role.TREASURER),
        "chair": person(owner, Membership.Role.CHAIR),
        "asked": sent.buyer,
    }
    return sent, photo, visitors


def address(name, sent, photo):
    if name in WHOLE:
        return reverse(f"trade:{name}")
    if "photo" in name and name != "add-photo":
        return reverse(f"trade:{name}", args=[photo.pk])
    pk = (
        sent.pk
        if name in ("proposal", "counter", "accept", "refuse", "withdraw", "write")
        else sent.listing_id
    )
    return reverse(f"trade:{name}", args=[pk])


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("who", WHO)
def test_the_answer_is_the_expected_one(client, world, settings, name, who):
    sent, photo, visitors = world
    (settings.MEDIA_ROOT / "foto").mkdir(parents=True)
    (settings.MEDIA_ROOT / "foto" / "kosong.jpg").write_bytes(b"x")
    if visitors[who]:
        client.force_login(visitors[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    method, answers = EXPECTED[name]
    data = {"version": sent.version, "reason": "penuh"} if method == "post" else {}
    page = getattr(client, method)(address(name, sent, photo), data)
    assert page.status_code == answers[WHO.index(who)], page.content.decode()[:300]
    if who == "anonymous" and page.status_code == LOGIN:
        assert page["Location"].startswith("/akun/login/")


@pytest.mark.parametrize(("name", "answer"), ASKED.items())
def test_the_party_that_is_asked_answers(client, world, name, answer):
    sent, photo, visitors = world
    client.force_login(visitors["asked"], backend="allauth.account.auth_backends.AuthenticationBackend")
    method = EXPECTED[name][0]
    data = {"version": sent.version, "reason": "penuh"} if method == "post" else {}
    assert getattr(client, method)(address(name, sent, photo), data).status_code == answer


@pytest.mark.parametrize("name", sorted(set(EXPECTED) - set(WHOLE)))
def test_what_is_missing_is_missing_for_everybody(client, world, name):
    _sent, _photo, visitors = world
    client.force_login(visitors["chair"], backend="allauth.account.auth_backends.AuthenticationBackend")
    page = getattr(client, EXPECTED[name][0])(reverse(f"trade:{name}", args=[987654321]))
    assert page.status_code == 404


@pytest.mark.parametrize("name", [name for name, (method, _) in EXPECTED.items() if method == "post"])
def test_reading_changes_nothing(client, world, name):
    sent, photo, visitors = world
    client.force_login(visitors["chair"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address(name, sent, photo)).status_code == 405
    assert Proposal.objects.get(pk=sent.pk).version == sent.version


def test_a_closed_listing_is_its_owners_alone(client, world, listing):
    sent, _photo, visitors = world
    own = listing(sent.sender, state="tutup")
    for who, answer in (("other", 404), ("coordinator", 404), ("officer", 200)):
        client.force_login(visitors[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(reverse("trade:listing", args=[own.pk])).status_code == answer
