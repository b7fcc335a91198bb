from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from jejaring.web.cooperatives.models import Fact, Mismatch
from jejaring.web.trade.models import Listing

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(cooperative, member):
    """A cooperative about which everything is known."""
    one = cooperative(nik="3204151234567", nib="1234567890123", npwp="01.234.567.8-901.000")
    member(one, name="Ketua Rahasia")
    for kind, value in (("rat", 2024), ("modal-sendiri", 123_456_789), ("anggota-pria", 77)):
        Fact.objects.create(
            cooperative=one, kind=kind, on=date(2025, 2, 3), value=value, source="Berita acara"
        )
    Mismatch.objects.create(cooperative=one, field="nik", ours="3204151234567", theirs="111", source="ODS")
    Mismatch.objects.create(cooperative=one, field="name", ours="A", theirs="B lain", source="ODS")
    Listing.objects.create(
        cooperative=one,
        kind="offers",
        commodity="susu-segar",
        quantity=Decimal(1500),
        price=Decimal(7000),
        region=one.region,
        expires=timezone.localdate() + timedelta(days=9),
    )
    return one


def read(client, cooperative):
    page = client.get(f"/koperasi/{cooperative.pk}/")
    assert page.status_code == 200
    return page.content.decode()


SECRETS = ("3204151234567", "1234567890123", "01.234.567.8-901.000", "123.456.789", "Ketua Rahasia", "+6281")


def test_visitors_see_public_facts_and_no_others(client, full):
    page = read(client, full)
    for public in (
        "Pangalengan, Kabupaten Bandung, Jawa Barat",
        "1.500",
        "Rp7.000",
        "tahun buku 2024",
        "B lain",
    ):
        assert public in page
    assert "Berita acara" in page  # the source
    for secret in SECRETS:
        assert secret not in page


def test_another_cooperatives_chair_sees_no_more(as_person, full, member, cooperative):
    page = read(as_person(member(cooperative("Lain"))), full)
    for secret in SECRETS:
        assert secret not in page


@pytest.mark.parametrize("region", ["32", "32.04", ""])
def test_its_coordinator_sees_numbers(as_person, full, coordinator, region):
    page = read(as_person(coordinator(region)), full)
    assert "3204151234567" in page
    assert "123.456.789" in page


def test_a_coordinator_elsewhere_does_not(as_person, full, coordinator):
    assert "3204151234567" not in read(as_person(coordinator("51")), full)


def test_the_map_has_words(client, full):
    page = read(client, full)
    assert '<svg role="img"' in page
    assert "<title>Peta: letak Pangalengan, Pangalengan, Kabupaten Bandung, Jawa Barat</title>" in page
    assert "style=" not in page


@pytest.mark.parametrize("region", ["32", "32.04", "99.99", "91.01.01"])
def test_every_depth_of_place_has_a_page(client, cooperative, region):
    read(client, cooperative(region=region))


def test_an_expired_certificate_is_called_that(client, cooperative):
    one = cooperative()
    Fact.objects.create(cooperative=one, kind="sertifikat-nik", on=date(2020, 1, 1), source="ODS")
    assert "lewat masa berlaku sejak 31 Des 2021" in read(client, one)


def test_never_called_active(client, full):
    assert "aktif" not in read(client, full).lower()


def test_names_are_shown_as_text(client, cooperative):
    assert "<script>x" not in read(client, cooperative("<script>x</script>"))


def test_a_missing_one_is_missing(client):
    assert client.get("/koperasi/999999/").status_code == 404


def test_questions_to_the_database_stay_few(client, full, django_assert_max_num_queries):
    read(client, full)
    with django_assert_max_num_queries(8):
        read(client, full)


def test_the_page_is_light(client, full):
    import gzip

    assert len(gzip.compress(read(client, full).encode())) < 50_000
