"""A ValueFlows document sent in on a page does what a program's would have, and says so row by row."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jejaring.web.trade.models import Listing

pytestmark = pytest.mark.django_db
PAGE = "/api/dokumen/"


def sent(client, said):
    """The answer to this document."""
    text = said if isinstance(said, bytes) else json.dumps(said).encode()
    return client.post(PAGE, {"file": SimpleUploadedFile("dokumen.jsonld", text)})


def document_of(client):
    """What the page gives away of one's cooperatives."""
    return json.loads(client.get(reverse("api-document-out")).content)


def elsewhere(document, change=lambda each: each):
    """Its proposals, as another site wrote them today."""
    now = timezone.now().isoformat()
    graph = [
        change(each | {"created": now}) if each["@type"] == "Proposal" else each
        for each in document["@graph"]
        if each["@type"] in ("Organization", "Proposal", "Intent")
    ]
    return document | {"@graph": graph}


def rows_of(answer):
    return [(row.outcome, row.kind, bool(row.address), bool(row.why)) for row in answer.context["rows"]]


def test_what_was_given_away_is_known_and_changes_nothing(net):
    client = net.client("officer")
    before = Listing.objects.count()
    answer = sent(client, document_of(client))
    assert answer.status_code == 200
    assert {outcome for outcome, *_rest in rows_of(answer)} == {"known"}
    assert Listing.objects.count() == before
    assert len(answer.content) < 2_000_000


def test_what_another_site_wrote_is_taken_once_and_told_with_its_page(net):
    client = net.client("officer", second_factor=False)
    own = Listing.objects.filter(cooperative=net.cooperative).count()
    document = elsewhere(document_of(client))
    answer = sent(client, document)
    taken = [row for row in rows_of(answer) if row[0] == "taken"]
    assert taken
    assert set(taken) == {("taken", "Catatan", True, False)}
    assert Listing.objects.filter(cooperative=net.cooperative).count() == own + len(taken)
    assert "taken" not in {outcome for outcome, *_rest in rows_of(sent(client, document))}


def test_what_is_refused_says_why_beside_it_and_first(net):
    client = net.client("officer")
    document = elsewhere(document_of(net.client("partner")))
    answer = sent(client, document)
    assert rows_of(answer)[0] == ("refused", "Catatan", False, True)
    assert "Anda tidak berhak" in answer.content.decode()
    client.cookies["django_language"] = "en"
    assert "Refused" in sent(client, document).content.decode()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"{\n  kosong", "baris 2"),
        (b"[" * 200_000, "Bukan JSON"),
        (b"\xff\xfe\x00", "Bukan JSON"),
        ({"@graph": 7}, "@graph"),
        (b" " * 3_000_000, "2,5 MB"),
    ],
)
def test_what_cannot_be_read_is_told_beside_the_file(net, said, told):
    answer = sent(net.client("officer"), said)
    assert answer.status_code == 422
    assert told in " ".join(answer.context["form"].errors["file"])
