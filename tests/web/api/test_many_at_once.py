"""NDJSON: many listings told and taken, each by itself; and the client that asks for it."""

import json
from urllib.parse import urlsplit

import pytest
from tests.web.api.world import API, Program, token_of

from jejaring.client import Jejaring, Refused, asking
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.models import Listing

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(net, monkeypatch):
    """The client, asking this process."""
    program = Program()

    class Answer:
        def __init__(self, answer):
            self.status, self.headers = answer.status_code, answer
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            self.content = content

        def __enter__(self):
            return self

        def __exit__(self, *_fault):
            pass

        def __iter__(self):
            return iter(self.content.splitlines())

        def read(self):
            return self.content

    def opened(request, timeout):
        parts = urlsplit(request.full_url)
        answer = program.client.generic(
            request.get_method(),
            parts.path + (f"?{parts.query}" if parts.query else ""),
            request.data or b"",
            content_type=request.get_header("Content-type") or "application/json",
            headers=dict(request.header_items()),
        )
        if answer.status_code >= 400:
            problem = asking.HTTPError(request.full_url, answer.status_code, "", answer, None)
            problem.read = lambda: answer.content
            raise problem
        return Answer(answer)

    monkeypatch.setattr(asking, "urlopen", opened)
    return Jejaring("http://testserver", token_of(net, "chair"), language="en")


def offers(net, *prices):
    """Offers of rice at these prices."""
    same = {"cooperative": net.cooperative.pk, "kind": "offers", "commodity": "gkg", "quantity": "10"}
    return [same | {"price": price} for price in prices]


def test_lines_are_taken_each_by_itself_and_once(net, site):
    rows = [*offers(net, 1, 2), {"kind": "offers"}, *offers(net, "7,5"), *offers(net, 3)]
    before = Listing.objects.count()
    first = site.send("/bulk/listings", rows, key="stok")
    assert [each["line"] for each in first if "id" in each] == [1, 2, 5]
    assert first[2]["problem"]["errors"][0]["message"] == "It has to be given."
    again = site.send("/bulk/listings", rows, key="stok")
    assert [each.get("id") for each in again] == [each.get("id") for each in first]
    assert Listing.objects.count() == before + 3
    other = site.send("/bulk/listings", offers(net, 9), key="stok")
    assert other[0]["problem"]["type"].endswith("#other-request")


def test_everything_is_told_line_by_line(net, site):
    listed = list(site.stream("/bulk/my-listings"))
    assert {each["id"] for each in listed} == set(
        Listing.objects.filter(cooperative=net.cooperative).values_list("pk", flat=True)
    )
    told = list(site.stream("/bulk/cooperatives"))
    assert len(told) == Cooperative.objects.filter(outside=False).count()
    assert all(each["nik"] is None for each in told)
    open_ones = Program().get("/bulk/listings")
    assert all(json.loads(line)["open"] for line in b"".join(open_ones.streaming_content).splitlines())


def test_the_client_writes_what_it_has_seen_and_tells_what_was_refused(net, site):
    made = site.post("/listings", offers(net, 5)[0])
    old = site.get(f"/listings/{made['id']}")
    changed = site.change(old, "/listings", price="6")
    assert changed["price"] == "6.00"
    with pytest.raises(Refused, match="412") as refused:
        site.step(old, "/listings", "close")
    assert refused.value.kind == "changed-meanwhile"
    assert site.step(changed, "/listings", "close")["state"] == "tutup"
    assert made["id"] in [each["id"] for each in site.pages("/my/listings", limit=1)]
    with pytest.raises(Refused) as refused:
        site.post("/listings", offers(net, 5)[0] | {"minimum": 11})
    assert refused.value.errors == {"minimum": "Cannot be more than the quantity."}


def test_a_file_of_lines_may_be_long_but_no_line(net):
    program = Program(token_of(net, "chair"))
    answer = program.client.generic(
        "POST",
        f"{API}/bulk/listings",
        b" " * 70_000,
        content_type="application/x-ndjson",
        headers=program.headers,
    )
    assert list(answer.streaming_content) == []
    long = json.dumps(offers(net, 1)[0] | {"note": "x" * 70_000}).encode()
    answer = program.client.generic(
        "POST", f"{API}/bulk/listings", long, content_type="application/x-ndjson", headers=program.headers
    )
    (line,) = answer.streaming_content
    assert json.loads(line)["problem"]["status"] == 413
