import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.display]


def test_a_visitor_is_greeted_in_indonesian_whatever_the_phone_was_made_for(client):
    page = client.get("/", headers={"accept-language": "en-US,en"})
    assert page.status_code == 200
    assert page["Content-Language"] == "id"
    assert "saling mengisi" in page.content.decode()


def test_english_is_one_choice_away_and_stays(client):
    client.post("/bahasa/", {"language": "en", "next": "/"})
    assert '<html lang="en">' in client.get("/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_the_choice_of_language_leads_nowhere_else(client, elsewhere):
    assert client.post("/bahasa/", {"language": "id", "next": elsewhere})["Location"] == "/"


def test_pages_carry_their_safety_headers(client):
    page = client.get("/")
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert page["X-Frame-Options"] == "DENY"


def test_what_is_missing_is_said_in_words(client):
    page = client.get("/tidak-ada/")
    assert page.status_code == 404
    assert "Halaman ini tidak ada" in page.content.decode()
