"""Pages stay under 50 kB and ask the database as many questions however long a cooperative trades."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.agreements.delivering import delivered, paid, received, sent
from tests.web.agreements.world import chain, promise, signed

pytestmark = pytest.mark.django_db
HEAVIEST = 50_000
"""Bytes, compressed."""
MOST_QUERIES = 26


def addresses(made, hide, bill):
    return (
        "/perjanjian/",
        f"/perjanjian/{made.agreement.pk}/",
        f"/perjanjian/{made.agreement.pk}/ubah/",
        "/perjanjian/pesanan/",
        f"/perjanjian/pesanan/{made.hides.pk}/",
        f"/perjanjian/pesanan/{made.shoes.pk}/kirim/",
        f"/perjanjian/kiriman/{hide.pk}/",
        f"/perjanjian/kiriman/{hide.pk}/asal/",
        "/tagihan/",
        f"/tagihan/{bill.pk}/",
        "/saya/",
        f"/koperasi/{made.maker.cooperative.pk}/",
    )


def busier(made, bill):
    """Everything that pages list, several times over."""
    for number in range(4):
        lines = [promise(made.tanner, made.maker, "kulit-tersamak", 10, 230000, "m2") for _ in range(2)]
        agreement = signed([made.tanner, made.maker], lines)
        for order in agreement.commitments.all():
            delivered(made.tanner, made.maker, order, 3)
            received(made.maker, sent(made.tanner, order, 3))
            sent(made.tanner, order, 1)
        delivered(made.tanner, made.maker, made.hides, 2)
        sent(made.tanner, made.hides, 1)
        paid(made.maker, made.tanner, bill, 1000 + number)


def queries_of(client, page):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page)
    assert answer.status_code == 200, page
    assert len(gzip.compress(answer.content)) < HEAVIEST, page
    return len(asked)


@pytest.mark.display
def test_no_page_grows_its_queries_with_its_rows(client):
    made = chain()
    hide = delivered(made.tanner, made.maker, made.hides, 20)
    sent(made.maker, made.shoes, 5, materials=[hide])
    bill = hide.obligations.get()
    paid(made.maker, made.tanner, bill, 1000)
    client.force_login(made.maker.ketua, backend="allauth.account.auth_backends.AuthenticationBackend")
    pages = addresses(made, hide, bill)
    for page in pages:
        client.get(page)
    few = {page: queries_of(client, page) for page in pages}
    busier(made, bill)
    many = {page: queries_of(client, page) for page in pages}
    assert many == few
    assert max(many.values()) <= MOST_QUERIES
