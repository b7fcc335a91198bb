import gzip

import pytest

pytestmark = pytest.mark.django_db
HEAVIEST = 50_000
"""Bytes, compressed."""
PAGES = {
    "/pasar/": 4,
    "/pasar/saya/": 10,
    "/pasar/usulan/": 10,
    "/pasar/tulis/?baris=jual+5+ton+gabah+kering+7500/kg": 12,
    "/pasar/baru/?kind=offers": 10,
}
"""And the most queries each may take, whatever there is to show."""


@pytest.fixture
def busy(client, person, cooperative, proposal, listing):
    sent = proposal()
    for _ in range(25):
        listing(sent.sender)
    client.force_login(sent.seller, backend="allauth.account.auth_backends.AuthenticationBackend")
    return sent


@pytest.mark.parametrize(("page", "queries"), PAGES.items())
def test_in_bytes_and_queries(client, busy, django_assert_max_num_queries, page, queries):
    with django_assert_max_num_queries(queries):
        answer = client.get(page)
    assert answer.status_code == 200
    assert len(gzip.compress(answer.content)) < HEAVIEST


def test_a_proposal_does_not_grow_its_queries_with_its_messages(client, busy, django_assert_max_num_queries):
    for number in range(20):
        client.post(f"/pasar/usulan/{busy.pk}/pesan/", {"text": f"Pesan {number}"})
    with django_assert_max_num_queries(10):
        assert "Pesan 19" in client.get(f"/pasar/usulan/{busy.pk}/").content.decode()


def test_the_market_is_paged(client, busy):
    first = client.get("/pasar/")
    assert len(first.context["rows"]) == 20
    assert 'rel="next"' in first.content.decode()
    assert 'rel="next"' not in client.get("/pasar/", {"halaman": "2"}).content.decode()


def test_the_market_is_searched_by_goods_and_place(client, listing):
    rice = listing(thing="beras", region="51.04")
    listing(thing="gkg", region="32.05.22")
    found = client.get("/pasar/", {"apa": "bras", "di": "Gianyar"})
    assert [row.pk for row in found.context["rows"]] in ([rice.pk], [])
    assert len(client.get("/pasar/", {"di": "Garut"}).context["rows"]) == 1
    assert "Yang mirip" in client.get("/pasar/", {"apa": "emas"}).content.decode()
