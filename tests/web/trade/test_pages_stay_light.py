import gzip
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jejaring.web.trade import board
from jejaring.web.trade.actions import send_proposals

pytestmark = pytest.mark.django_db
HEAVIEST = 50_000
"""Bytes, compressed."""
MOST_QUERIES = 26
"""Of any page: about seven to know who is asking; where a chain is looked for, two for each good behind it
that the process has not read before."""
PAGES = (
    "/pasar/",
    "/pasar/saya/",
    "/pasar/usulan/",
    "/pasar/usulan/{proposal}/",
    "/pasar/tulis/?baris=jual+5+ton+gabah+kering+7500/kg",
    "/pasar/baru/?kind=offers",
    "/pasar/{listing}/",
    "/pasar/{need}/mitra/",
    "/pasar/{need}/ajukan/?kepada={receiver}",
)


@pytest.fixture
def busy(client, person, cooperative, proposal, listing):
    """A seller who is signed in, with a proposal and a need."""
    sent = proposal()
    sent.need = listing(sent.sender, kind="needs", price=9000)
    client.force_login(sent.seller, backend="allauth.account.auth_backends.AuthenticationBackend")
    return sent


def make_busier(sent, client, listing, terms):
    """Everything that pages list, many times over."""
    for _ in range(25):
        theirs = listing(price=7000)
        listing(sent.sender)
        listing(sent.sender, expires=timezone.localdate() - timedelta(days=1))
        send_proposals(
            actor=sent.seller,
            listing=sent.listing,
            sender=sent.sender,
            receivers=[theirs.cooperative],
            terms=terms,
        )
    for number in range(20):
        client.post(f"/pasar/usulan/{sent.pk}/pesan/", {"text": f"Pesan {number}"})


def addresses(sent):
    found = {
        "proposal": sent.pk, "listing": sent.listing_id, "need": sent.need.pk, "receiver": sent.receiver_id
    }  # fmt: skip
    return [page.format(**found) for page in PAGES]


def queries_of(client, page):
    board.forget()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page)
    assert answer.status_code == 200, page
    assert len(gzip.compress(answer.content)) < HEAVIEST, page
    return len(asked)


@pytest.mark.display
def test_no_page_grows_its_queries_with_its_rows(client, busy, listing, terms):
    listing(price=7000)
    for page in addresses(busy):
        client.get(page)
    few = {page: queries_of(client, page) for page in addresses(busy)}
    make_busier(busy, client, listing, terms)
    many = {page: queries_of(client, page) for page in addresses(busy)}
    assert many == few
    assert max(many.values()) <= MOST_QUERIES


def test_the_market_is_paged(client, busy, listing):
    for _ in range(25):
        listing(busy.sender)
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
