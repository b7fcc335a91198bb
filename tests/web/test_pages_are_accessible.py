"""In Chromium, at the size of a phone and of a laptop: axe finds nothing, nothing sticks out sideways."""

import shutil

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse
from tests.web.journey.browser import chromium
from tests.web.network import Network, network, says_password

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed"),
]
SIZES = (
    pytest.param((360, 740), id="360px"),
    pytest.param((1280, 800), id="1280px", marks=pytest.mark.prove),
)
LOAN = "way=bulanan&start=2026-01-01&grace=0"
PAGES = {
    "visitor": (
        *("home", "account_login", "account_signup", "account_reset_password", "account_request_login_code"),
        *("cooperatives:directory", "cooperatives:page", "cooperatives:directory?wilayah=Xyzzy"),
        *("trade:market", "trade:market?apa=emas&di=Xyzzy", "trade:listing", "check-paper"),
        *(
            "rounds:rounds",
            "rounds:round",
            "rounds:compare",
            "national:nation",
            "national:data",
            "national:round",
        ),
        "finance:shared",
        "privacy:notice",
    ),
    "newcomer": (
        *("mine", "cooperatives:mine", "cooperatives:claim"),
        *("second-factor", "mfa_activate_totp", "mfa_generate_recovery_codes"),
    ),
    "chair": (
        *("mine", "account", "cooperatives:page", "cooperatives:change", "cooperatives:add-fact"),
        *("cooperatives:people", "cooperatives:invite", "cooperatives:invitation", "cooperatives:mine"),
        *("account_email", "account_change_phone", "account_set_password", "mfa_index", "usersessions_list"),
        *("account-name", "privacy:mine", "privacy:erase"),
        *("api-start", "api-subject", "api-document", "api-tokens", "api-webhooks"),
        *("mfa_view_recovery_codes", "mfa_deactivate_totp", "mfa_reauthenticate"),
        *("trade:mine", "trade:line", "trade:line?baris=jual 5 ton gabah 7500/kg", "trade:line?baris=5 ton"),
        *("trade:new", "trade:new?kind=offers", "trade:new?kind=offers&commodity=gkg&ke=harga"),
        *("trade:new?kind=haulage", "trade:new?kind=needs&commodity=gkg&ke=periksa", "trade:change"),
        *("trade:partners", "trade:proposals", "trade:proposal"),
        *("agreements:agreements", "agreements:agreement", "agreements:amend", "agreements:from-proposal"),
        *("agreements:orders", "agreements:order", "agreements:send", "agreements:shipment"),
        *("agreements:trace", "money:bills", "money:bill", "money:tax-status"),
        *("rounds:round", "rounds:insight", "rounds:part", "rounds:compare", "telling:inbox"),
        *("clearing:rounds", "clearing:consent"),
        *("finance:cash", "finance:instalments", "finance:instalments?amount=100jt&rate=6&months=36&" + LOAN),
        *("finance:kur", "finance:assessment", "finance:files", "finance:new-file", "finance:file"),
    ),
    "partner": (
        *("trade:market", "trade:listing", "trade:propose", "trade:proposal", "trade:counter"),
        *("agreements:agreement", "agreements:receive", "agreements:orders"),
        *("money:bill", "money:pay-together"),
    ),
    "stranger": ("trade:mine", "trade:proposals", "trade:partners"),
    "coordinator": (
        *("mine", "cooperatives:mine", "cooperatives:claims", "cooperatives:claim-decide"),
        *("cooperatives:enter", "cooperatives:imports", "cooperatives:import", "cooperatives:import-columns"),
        *("rounds:open", "rounds:round", "rounds:insight"),
        *("clearing:open", "clearing:round", "clearing:insolvency"),
        *("finance:need", "finance:rules", "national:territory"),
    ),
}
UNGUARDED = "newcomer"
"""Has set up no second factor: sees the pages that set one up."""


@pytest.fixture
def net(db) -> Network:
    return network()


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


def signed_in(net: Network, role: str):
    """The cookie of somebody who said their password a moment ago; None for a visitor."""
    client = net.client(role, second_factor=role != UNGUARDED)
    if role in net.people:
        if role != UNGUARDED:
            RecoveryCodes.activate(net.people[role])
        says_password(client, net.people[role])
    return client.cookies.get("sessionid")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("role", PAGES)
def test_axe_finds_nothing(net, live_server, browser, role, size):
    from axe_playwright_python.sync_playwright import Axe

    width, height = size
    opened = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    session = signed_in(net, role)
    if session:
        opened.add_cookies([{"name": "sessionid", "value": session.value, "url": live_server.url}])
    page, faults = opened.new_page(), []
    for name in PAGES[role]:
        url, _mark, question = name.partition("?")
        answer = page.goto(f"{live_server.url}{reverse(url, kwargs=net.keys.get(url))}?{question}")
        assert answer.status == 200, name
        if answer.request.redirected_from:
            faults.append((name, "another page", answer.url))
        found = Axe().run(page).response["violations"]
        faults += [(name, each["id"], each["nodes"][0]["html"][:200]) for each in found]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append((name, "wider than the screen", ""))
    opened.close()
    assert not faults
