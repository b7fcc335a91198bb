import pytest

from jejaring.web.trade.models import Listing, Proposal

pytestmark = pytest.mark.django_db
GOOD = {
    "kind": "offers",
    "commodity": "Gabah kering",
    "quantity": "5",
    "unit": "ton",
    "price": "7.500",
    "price_unit": "kg",
    "region": "Garut",
    "first_month": "",
    "last_month": "",
    "minimum": "",
    "note": "kadar air 14%",
}
LONG = "x" * 5000
BAD_VALUES = {
    "quantity": ["", "-5", "NaN", "inf", "nol", "1e400", "0", "9" * 39, LONG, "<b>5</b>", "5-10", "7,500"],
    "price": ["", "-1", "NaN", "1e9", LONG, "<script>alert(1)</script>", "12.5.5.5,5,5x", "9" * 30],
    "unit": ["", "parsec", LONG, "lembar"],
    "price_unit": ["", "truk", "lembar"],
    "commodity": ["", "emas batangan", LONG, "<img src=x onerror=alert(1)>", "\u202egabah terbalik"],
    "region": ["", "Atlantis", "Jawa Barat", LONG, "<i>", "99.99", "\u200f"],
    "first_month": ["2020-13", "Maret", "-1", LONG],
    "last_month": ["1999-01", "NaN"],
    "minimum": ["-1", "6", "NaN", LONG],
    "note": [LONG],
}
BAD = [(field, value) for field, values in BAD_VALUES.items() for value in values]


@pytest.fixture
def officer(client, person, cooperative):
    made = person(cooperative())
    client.force_login(made, backend="allauth.account.auth_backends.AuthenticationBackend")
    return made


@pytest.mark.parametrize(("field", "bad"), BAD, ids=lambda value: value[:20])
def test_of_a_listing(client, officer, field, bad):
    page = client.post("/pasar/baru/", GOOD | {field: bad})
    shown = page.content.decode()
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    assert 'aria-invalid="true"' in shown
    if field != "note":
        assert 'value="kadar air 14%"' in shown  # the rest is kept
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert not Listing.objects.exists()


@pytest.mark.parametrize("kind", ["", "emas", "<b>", LONG])
def test_an_unknown_kind_asks_which(client, officer, kind):
    page = client.post("/pasar/baru/", GOOD | {"kind": kind})
    assert page.status_code == 200
    assert "Apa yang ingin Anda catat?" in page.content.decode()


def test_months_the_wrong_way_round(client, officer):
    months = [value for value, _ in page_months(client)]
    page = client.post("/pasar/baru/", GOOD | {"first_month": months[5], "last_month": months[2]})
    assert "last_month" in page.context["form"].errors


def test_marks_that_turn_text_around_are_taken_out(client, officer):
    client.post("/pasar/baru/", GOOD | {"note": "bersih \u202eterbalik\u2066 \u200bsekali"})
    assert Listing.objects.get().note == "bersih terbalik sekali"


def page_months(client):
    form = client.get("/pasar/baru/", GOOD | {"ke": "periksa"}).context["form"]
    return form.fields["first_month"].choices


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("quantity", "-1"), ("quantity", "NaN"), ("quantity", LONG), ("price", "-1"), ("price", "9" * 30),
        ("region", "Atlantis"), ("terms", LONG), ("unit", "lembar"), ("first_month", "x"),
    ],
)  # fmt: skip
def test_of_a_proposal(client, officer, listing, field, bad):
    theirs = listing()
    good = {name: GOOD[name] for name in ("quantity", "unit", "price", "price_unit", "region")}
    page = client.post(f"/pasar/{theirs.pk}/ajukan/", good | {"terms": "tunai", field: bad})
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("text", ["", " ", LONG, "\u202e"])
def test_of_a_message(client, proposal, text):
    sent = proposal()
    client.force_login(sent.seller, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.post(f"/pasar/usulan/{sent.pk}/pesan/", {"text": text})
    assert page.status_code == 422
    assert not sent.messages.exists()


@pytest.mark.parametrize("page", ["-1", "0", "x", "9" * 50, "1.5", "٣"])
def test_any_page_number_is_a_page(client, page):
    assert client.get("/pasar/", {"halaman": page}).status_code == 200


@pytest.mark.parametrize(
    "query", [{"apa": "emas"}, {"di": "Atlantis"}, {"jenis": "x"}, {"apa": LONG, "di": LONG}, {"apa": "\x00"}]
)
def test_any_search_is_answered(client, query):
    assert client.get("/pasar/", query).status_code == 200
