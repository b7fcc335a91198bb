"""What every address answers to every role: the table is `urls_and_roles.csv`.

Each row is an address and a method; each column a role, and then: `unguarded`, whoever may do it but has set
up no second factor; `missing`, whoever may do it when the object is not there (or is of another owner's).

page: shown. done: carried out or led on. sign-in, second-factor, confirm (says the password again first):
led to that. forbidden, missing: refused. other-method: not by this one.
"""

import csv
import os
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, get_resolver, reverse
from tests import shares
from tests.web.network import ROLES, SECRETS, Network

from jejaring.web.accounts.models import Person, Reading
from jejaring.web.privacy.where import PAGES

pytestmark = pytest.mark.django_db
TABLE = list(csv.DictReader((Path(__file__).parent / "urls_and_roles.csv").open()))
ROWS = TABLE if shares.whole or not os.environ.get("DATABASE_URL") else TABLE[::4]
"""All on SQLite; on PostgreSQL, whose views and templates are the same, a quarter of them in `make test`."""
NOBODY = 999_999
MAY = ("page", "done")
STATUS = {
    200: "page",
    400: "refused",
    403: "forbidden",
    404: "missing",
    405: "other-method",
    409: "page",
    422: "page",
}
LED = (
    ("/akun/login/", "sign-in"),
    ("/akun/pengaman/", "second-factor"),
    ("/akun/reauthenticate/", "confirm"),
    ("/akun/2fa/reauthenticate/", "confirm"),
)
POSTED = {
    "choose-language": {"language": "en"},
    "cooperatives:claim-decide": {"putusan": "terima"},
    "trade:accept": {"version": "1"},
    "trade:withdraw": {"version": "1"},
    "agreements:accept": {"version": "2"},
    "agreements:withdraw": {"version": "2"},
    "agreements:propose": {"version": "1"},
    "agreements:decline": {"version": "2", "reason": "Mahal"},
    "agreements:confirm": {"version": "2"},
    "agreements:dispute": {"version": "2", "reason": "Salah"},
    "agreements:recall": {"version": "1", "reason": "Salah"},
    "agreements:take-back": {"version": "3"},
    "clearing:compute": {"version": "1"},
    "clearing:post": {"version": "1"},
    "clearing:cancel": {"version": "1", "reason": "Tidak jadi"},
    "clearing:reverse": {"version": "1", "reason": "Salah"},
    "clearing:give": {"version": "1"},
    "clearing:revoke": {"version": "1"},
    "money:uphold": {"version": "1"},
    "money:dispute": {"version": "3", "reason": "Salah"},
    "money:confirm": {"version": "0"},
    "money:withdraw": {"version": "0"},
    "money:refuse": {"version": "0", "reason": "Belum masuk"},
}
"""What is sent where an empty form would say nothing about who may."""


INLINE = re.compile(r"<script|<style|<[^>]*\s(style|on[a-z]+)=|javascript:", re.IGNORECASE)
BY_LINK = (
    *(("cooperatives:invitation", what) for what in ("name", "invited")),
    *(("finance:shared", what) for what in ("nik", "nib", "npwp", "turnover")),
)
"""Who was sent a link to an invitation reads who invites whom; to a financing file, what a bank asks for."""
TELLING = (
    *("cooperatives:page", "cooperatives:people", "cooperatives:change", "cooperatives:claim"),
    *("cooperatives:claim-decide", "trade:proposal", "account", "trade:mine"),
)
"""Pages that between them show every secret to somebody."""


def names(patterns: list, space: str = "") -> Iterator[str]:
    """Of every address of the site; the API's are asked as every role in `tests/web/api`."""
    for each in patterns:
        if getattr(each, "namespace", "") == "api":
            continue
        if isinstance(each, URLPattern):
            yield space + str(each.name)
        else:
            yield from names(each.url_patterns, space + (f"{each.namespace}:" if each.namespace else ""))


def answered(
    net: Network, url: str, method: str, role: str, *, guarded: bool = True, gone: bool = False
) -> tuple:
    """What the role is answered, in a word of the table, and the page itself."""
    keys = dict(net.keys.get(url, {}))
    if gone:
        keys |= {name: NOBODY if isinstance(value, int) else "nothing" for name, value in keys.items()}
    with transaction.atomic():
        client = net.client(role, second_factor=guarded)
        answer = getattr(client, method)(reverse(url, kwargs=keys), POSTED.get(url, {}))
        if answer.streaming:
            text = b"".join(answer.streaming_content).decode(errors="replace")
        else:
            text = answer.content.decode(errors="replace")
        what_is_read_is_kept(net, role, text)
        transaction.set_rollback(True)
    has_nothing_inline(answer, text)
    if answer.status_code == 302:
        return next((word for path, word in LED if answer["Location"].startswith(path)), "done"), text
    return STATUS.get(answer.status_code, str(answer.status_code)), text


def what_is_read_is_kept(net: Network, role: str, text: str) -> None:
    """Every person but the reader of whom the page tells anything is among those of whom that is kept."""
    reader = getattr(net.people.get(role), "pk", None)
    people = Person.objects.filter(pk__in=[each.pk for each in net.people.values()])
    shown = {
        person
        for person, *told in people.values_list("pk", "name", "phone", "email")
        if person != reader and any(one in text for one in told if one)
    }
    rows = list(Reading.objects.filter(reader=reader).values_list("person", "page"))
    assert shown <= {person for person, _page in rows}, (role, shown)
    assert {page for _person, page in rows} <= set(PAGES), "a page without a name in privacy.where"


def has_nothing_inline(answer: HttpResponse, text: str) -> None:
    """No page has a script, or styles of its own: the policy lets browsers run and apply none."""
    policy = answer["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "unsafe" not in policy
    if answer.get("Content-Type", "").startswith("text/html"):
        assert not INLINE.search(text), INLINE.search(text)


def who_may(row: dict[str, str]) -> str:
    """The first role that is let in."""
    return next((role for role in reversed(ROLES) if row[role] in MAY), "chair")


def told(net: Network, url: str, method: str, shown: Callable[[str, str, str], None]) -> dict[str, str]:
    """One row of the table, as the site answers now; each page goes to `shown`."""
    row = {}
    for role in ROLES:
        row[role], text = answered(net, url, method, role)
        shown(url, role, text)
    may = who_may(row)
    row["unguarded"] = answered(net, url, method, may, guarded=False)[0]
    row["missing"] = answered(net, url, method, may, gone=True)[0] if net.keys.get(url) else "-"
    return row


def keeps_secrets(url: str, role: str, text: str) -> None:
    """Nobody is shown another cooperative's numbers, money or people's addresses."""
    plain = re.sub(r"(?<=\d)\.(?=\d{3})", "", text)
    for what, (secret, may) in SECRETS.items():
        if role not in may and (url, what) not in BY_LINK:
            assert secret not in text, (role, what)
            assert secret not in plain, (role, what)


def test_the_secrets_are_real_each_is_shown_to_somebody(net):
    shown = set()
    for role in ("newcomer", "partner", "chair", "coordinator"):
        for url in TELLING:
            text = answered(net, url, "get", role)[1]
            plain = text + re.sub(r"(?<=\d)\.(?=\d{3}\D)", "", text)
            shown |= {(what, role in may) for what, (secret, may) in SECRETS.items() if secret in plain}
    assert shown == {(what, True) for what in SECRETS}


def test_no_address_is_missing_from_the_table():
    asked = {(row["url"], row["method"]) for row in TABLE}
    assert asked == set(product(names(get_resolver().url_patterns), ("get", "post")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['method']} {row['url']}")
def test_every_role_is_answered_as_the_table_says_and_shown_nothing_private(net, row):
    expected = {name: word for name, word in row.items() if name not in ("url", "method")}
    assert told(net, row["url"], row["method"], keeps_secrets) == expected
