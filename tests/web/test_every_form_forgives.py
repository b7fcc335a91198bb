"""Every field of every form is given every kind of bad value: the table is `forms_and_fields.csv`.

Each row is a field: the page of its form, who fills it in, a good value (empty: what the page proposes), the
kinds of bad value that are good there after all (free text may hold a tag: it is shown as text), and those
told above the form, because they concern more than this field. Rows with a `-` for a field are forms of
buttons alone. A form that is not in the table makes a test fail.
"""

import re

import pytest
from django import forms
from django.urls import resolve
from tests.web.every_form import Answer, answer, opened
from tests.web.form_table import FORMS, SECRET, URLS, Filling, plain, shown
from tests.web.page_forms import PageField

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
BAD = {
    "empty": "",
    "long": "x" * 5000,
    "digits": "9" * 5000,  # more than Python makes a number of
    "negative": "-5",
    "nan": "NaN",
    "marks": "\u202e\u200f\u2066",
    "html": SCRIPT,
    "null": "a\0b",
}
WORDS = ("negative", "nan", "html")
"""`words` in the table: where people write what they like, these are words."""
LOOKING = ("visitor", "partner", "chair", "coordinator")
"""Who between them see every form."""
HARD = ("digits", "null")
"""What databases themselves stumble over."""
CHOSEN = ("empty", "html", "long")
THEIRS = re.compile("account_|mfa_")
TRIED = {"common_auditentry"}
"""Of a wrong password or code it is kept that it was tried."""
NEVER = ("123456", "nobody@example.org")
"""Of what nobody could guess: such a form is told to be wrong whatever is said."""


AT_ONCE = ("check-paper", "api-document")
"""What came of such a form stands on the page that answers it."""


def kinds(text: str) -> set[str]:
    return {
        kind
        for word in text.split()
        for kind in (WORDS if word == "words" else BAD if word == "all" else [word])
    }


def bad_values(one: PageField) -> list[tuple[str, str]]:
    """Of a field: a choice is in its list or not, whatever it says."""
    return [(kind, bad) for kind, bad in BAD.items() if one.type != "select" or kind in CHOSEN]


def taken(found: Answer, method: str) -> bool:
    """Whether the form was carried out."""
    shown_at_once = method == "get" or resolve(found.address).view_name in AT_ONCE
    return found.status in (201, 302) or (shown_at_once and found.status in (200, 404) and not found.told)


@pytest.mark.display
@pytest.mark.parametrize("share", [8, pytest.param(1, marks=pytest.mark.prove)], ids=["one kind each", "all"])
@pytest.mark.parametrize("key", FORMS, ids=lambda key: " ".join(key).strip())
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_lost(net, key, share):
    indonesian, english = Filling(net, key, "id"), Filling(net, key, "en")
    first = indonesian.sent()
    assert taken(first, indonesian.form.method) != any(row["good"] in NEVER for row in FORMS[key]), first.told
    known: set[tuple[str, str]] = set()
    for number, row in enumerate(indonesian.rows):
        name, one = row["field"], indonesian.form.fields[row["field"]]
        for kind, bad in bad_values(one)[number % share :: share]:
            what = (*key, name, kind)
            changed = {name: f"@file {bad}" if one.type == "file" else bad}
            if name == "password1" and "password2" in indonesian.form.fields:
                changed["password2"] = bad  # or nothing but their difference would be told
            found = indonesian.sent(**changed)
            assert SCRIPT not in found.text, what
            if kind in kinds(row["takes"]):
                assert taken(found, indonesian.form.method), (what, found.status, found.told)
                continue
            beside = "__all__" if kind in kinds(row["above"]) else name
            if name == "password1" and "password2" in found.told:
                beside = "password2"
                found.told.pop(name, None)
            keeps_the_rest(found, indonesian, name, beside, what)
            for text in found.told[beside]:
                if (name, text) not in known:
                    known.add((name, text))
                    other = english.sent(**changed)
                    assert text not in other.told[beside], (what, text)


def keeps_the_rest(found: Answer, filling: Filling, name: str, beside: str, what: tuple) -> None:
    """Told where it belongs, nothing else told, nothing written, everything else as it was typed."""
    assert found.status in (200, 409, 422), (what, found.status)
    assert list(found.told) == [beside], (what, found.told)
    kept = TRIED if THEIRS.match(what[0]) else set()
    assert not set(found.written) - kept, (what, found.written)
    form = shown(found, FORMS[what[:3]])
    if beside == name:
        assert form.fields[name].told, what
        assert form.fields[name].invalid, what
    for other in set(form.asked) - {name}:
        if form.fields[other].type not in SECRET:
            assert form.fields[other].value == filling.good.get(other, ""), (what, other)


@pytest.mark.parametrize(
    "bad_kinds",
    [pytest.param(HARD, id="the hardest"), pytest.param(tuple(BAD), id="all", marks=pytest.mark.prove)],
)
@pytest.mark.parametrize("key", FORMS, ids=lambda key: " ".join(key).strip())
def test_hidden_fields_changed_by_hand_are_no_error_of_the_site(net, key, bad_kinds):
    filling = Filling(net, key, "id")
    for name, one in filling.form.fields.items():
        if one.type == "hidden":
            for kind in bad_kinds:
                bad = BAD[kind]
                assert filling.sent(**{name: bad}).status < 500, (*key, name, kind)


@pytest.mark.display
def test_no_form_is_missing_from_the_table(net):
    tabled = {(page, role) for page, role, _form in FORMS}
    gets = [row for row in URLS if row["method"] == "get"]
    others = {(row["url"], role) for row in gets for role in LOOKING if row[role] == "page"}
    known, missing, seen = set(), set(), set()
    for page, role in [*sorted(tabled), *sorted(others - tabled)]:
        with opened(net, page, role, "id") as (client, address):
            found = answer(client, "get", address)
        seen |= {type(form) for form in found.forms}
        listed = {frozenset(row["field"] for row in FORMS[key]) for key in FORMS if key[:2] == (page, role)}
        for form in found.page:
            asked = frozenset(plain(name) for name in form.asked)
            where = resolve((form.action or address).partition("?")[0]).view_name
            if asked in listed:
                known.add((where, asked))
            elif asked and (where, asked) not in known:
                missing.add((page, role, where, asked))
    assert not {each for each in missing if each[2:] not in known}
    unseen = {form for form in ours(forms.BaseForm) if not form.__subclasses__()} - seen
    assert not {f"{form.__module__}.{form.__name__}" for form in unseen}


def ours(kind: type) -> set[type]:
    """Forms that are written in this site."""
    below = {each for one in kind.__subclasses__() for each in ours(one) | {one}}
    return {each for each in below if each.__module__.startswith("jejaring.")}
