"""Every table that points to people is told of, on the page in both languages and in docs/privacy.md."""

from pathlib import Path

import pytest
from django.utils import translation

from jejaring.web.privacy.kept import ERASED, GROUNDS, as_markdown, kept
from jejaring.web.privacy.people import pointing

DOCUMENT = Path(__file__).parents[3] / "docs" / "privacy.md"
WITHOUT_ROWS = {"account.emailconfirmation"}
"""Points to e-mail addresses; confirmations are signed, not kept (ACCOUNT_EMAIL_CONFIRMATION_HMAC)."""


def test_no_table_is_missing_and_none_is_told_twice():
    told = [table for each in kept() for table in each.tables]
    assert len(set(told)) == len(told)
    assert set(told) == {"accounts.person"} | {model._meta.label_lower for model, _column in pointing()}
    assert all(each.ground in GROUNDS and each.erased in ERASED for each in kept())


def test_the_document_says_what_the_page_says():
    with translation.override("en"):
        assert as_markdown() in DOCUMENT.read_text(encoding="utf-8")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_is_for_everybody_and_light(client, language):
    client.cookies["django_language"] = language
    page = client.get("/privasi/", headers={"accept-encoding": "gzip"})
    assert len(page.content) < 50_000
    text = client.get("/privasi/").content.decode()
    for each in kept():
        assert getattr(each, f"why_{language}") in text
