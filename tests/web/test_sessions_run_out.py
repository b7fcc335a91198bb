"""A session runs out while somebody writes: they are told that nothing was sent, and nothing typed is lost.

The forms are those of `forms_and_fields.csv`, the buttons all addresses of `urls_and_roles.csv` that show no
page of their own.
"""

import re
from urllib.parse import quote_plus, unquote, unquote_plus

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.every_form import Answer, answer, undone, value
from tests.web.form_table import FORMS, SECRET, URLS, Filling, shown
from tests.web.network import ROLES

pytestmark = [pytest.mark.django_db, pytest.mark.display]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
THEIRS = re.compile("account_|mfa_|usersessions_")
"""Addresses of the library that lets people in."""
NATIONAL = ("finance:add-rules", "finance:withdraw-rules")
"""Only for coordinators of the whole country, of whom the network has none."""
TYPED = [key for key in FORMS if key[1] != "visitor" and not THEIRS.match(key[0]) and key[0] not in NATIONAL]
ROWS = {(row["url"], row["method"]): row for row in URLS}
LED_ON = ("money:payment",)
"""Addresses that show another page whatever is sent to them."""
NOT_YET = "Belum terkirim. Periksa, lalu kirim sekali lagi."


def buttons() -> list[str]:
    """What is only ever sent to, by people who are signed in."""
    sent = [url for url, method in ROWS if method == "post" and ROWS[url, method]["visitor"] == "sign-in"]
    pages = {url for url, method in ROWS if method == "get" and "page" in ROWS[url, method].values()}
    return [url for url in sent if url not in {*pages, *LED_ON, *NATIONAL} and not THEIRS.match(url)]


def after_signing_in_again(net, role: str, address: str, values: dict) -> Answer:
    """What is shown to somebody who sent it without a session and then signed in."""
    client = Client()
    client.cookies["django_language"] = "id"
    led = client.post(address, values)
    assert (led.status_code, led["Location"]) == (302, f"/akun/login/?next={address}")
    assert "Belum terkirim." in client.get(led["Location"]).content.decode()
    net.client(role)
    client.force_login(net.people[role], backend=BACKEND)
    return answer(client, "get", address, follow=True)


@pytest.mark.parametrize("key", TYPED, ids=lambda key: " ".join(key).strip())
def test_what_was_typed_is_shown_again(net, key):
    filling = Filling(net, key, "id")
    form = filling.form
    url = key[0].partition("?")[0]
    address = form.action or reverse(url, kwargs=net.keys.get(url))
    if form.method == "get":  # all of it stands in the address that is led back to
        led = Client().get(address, filling.good)["Location"]
        assert all(said in unquote_plus(unquote(led)) for said in filling.good.values())
        return
    with undone():
        values = {name: value(text) for name, text in filling.good.items()}
        found = after_signing_in_again(net, key[1], address, values)
    again = shown(found, FORMS[key])
    for name in form.asked:
        if form.fields[name].type not in SECRET:
            assert again.fields[name].value == filling.good.get(name, ""), name
    assert NOT_YET in found.text


@pytest.mark.parametrize("url", buttons())
def test_who_pressed_a_button_is_told_that_nothing_happened(net, url):
    row = ROWS[url, "post"]
    role = next(one for one in reversed(ROLES) if row[one] in ("page", "done"))
    with undone():
        found = after_signing_in_again(net, role, reverse(url, kwargs=net.keys.get(url)), {})
    assert found.status == 200
    assert NOT_YET in found.text


def test_every_address_shows_a_page_or_leads_to_one():
    for (url, method), row in ROWS.items():
        if method == "get" and not THEIRS.match(url):
            assert "other-method" not in row.values(), url


def test_who_must_first_set_up_a_second_factor_finds_what_they_typed(net):
    address, page = (
        reverse(f"agreements:{name}", kwargs=net.keys[f"agreements:{name}"])
        for name in ("decline", "agreement")
    )
    with undone():
        client = net.client("chair", second_factor=False)
        led = client.post(
            address,
            {"reason": "Harganya naik", "version": "2"},
            headers={"referer": f"http://testserver{page}"},
        )
        assert led["Location"] == f"/akun/pengaman/?next={quote_plus(page)}"
        assert "Belum terkirim." in client.get(led["Location"]).content.decode()
        net.client("chair")
        assert 'value="Harganya naik"' in client.get(led["Location"], follow=True).content.decode()
