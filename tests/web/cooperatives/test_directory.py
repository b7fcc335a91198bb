from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.web.cooperatives.conftest import GARUT, PANGALENGAN, UBUD

from jejaring.web.cooperatives.models import Cooperative, Fact
from jejaring.web.trade.models import Listing

pytestmark = pytest.mark.django_db


def shown(client, **question):
    page = client.get("/koperasi/", question)
    assert page.status_code == 200
    return [cooperative.name for cooperative, _standing in page.context["rows"]]


def fact(cooperative, kind, on, value=None):
    Fact.objects.create(cooperative=cooperative, kind=kind, on=on, value=value, source="Contoh")


def test_words_find_a_misspelt_cooperative_and_say_so(client, cooperative):
    for number in range(6):
        cooperative(f"Koperasi Contoh Susu {number}")
    page = client.get("/koperasi/", {"cari": "koprasi susu pangalengn"}).content.decode()
    assert "Menampilkan hasil untuk <strong>susu pangalengan</strong>" in page
    assert page.count('class="card"') == 6


def test_filters_by_place_of_any_level(client, cooperative):
    cooperative("Satu", PANGALENGAN), cooperative("Dua", GARUT), cooperative("Tiga", UBUD)
    assert shown(client, wilayah="Jawa Barat") == ["Satu", "Dua"]
    assert shown(client, wilayah="Kabupaten Garut") == ["Dua"]
    assert shown(client, wilayah="32.04.15") == ["Satu"]
    assert shown(client, wilayah="51.04.05.1005") == ["Tiga"]


def test_a_place_that_is_none_is_told_beside_its_field(client, cooperative):
    page = client.get("/koperasi/", {"wilayah": "Garutt", "cari": "susu"}).content.decode()
    assert "Maksud Anda: Kabupaten Garut" in page
    assert 'value="susu"' in page


def test_filters_by_type_and_legal_body(client, cooperative):
    cooperative("Satu", type="jasa")
    fact(cooperative("Dua", type="produsen"), "badan-hukum", date(2001, 1, 1))
    assert shown(client, jenis="jasa") == ["Satu"]
    assert shown(client, badan_hukum="on") == ["Dua"]


def test_filters_by_the_year_that_a_meeting_was_held_for(client, cooperative):
    fact(cooperative("Satu"), "rat", date(2025, 3, 1), 2024)
    fact(cooperative("Dua"), "rat", date(2024, 3, 1), 2023)
    assert shown(client, rat="2024") == ["Satu"]


def test_a_certificate_holds_for_two_years(client, cooperative):
    today = timezone.localdate()
    fact(cooperative("Baru"), "sertifikat-nik", today - timedelta(days=700))
    fact(cooperative("Lama"), "sertifikat-nik", today - timedelta(days=731))
    fact(cooperative("Besok"), "sertifikat-nik", today + timedelta(days=1))
    assert shown(client, sertifikat="on") == ["Baru"]
    assert "sertifikat NIK lewat masa berlaku sejak" in client.get("/koperasi/").content.decode()


def test_filters_by_a_commodity_that_is_listed_now(client, cooperative):
    today = timezone.localdate()
    for name, expires, state in (("Satu", 10, "buka"), ("Dua", -1, "buka"), ("Tiga", 10, "tutup")):
        Listing.objects.create(
            cooperative=cooperative(name),
            kind="offers",
            commodity="susu-segar",
            quantity=Decimal(5),
            price=Decimal(7000),
            region=PANGALENGAN,
            state=state,
            expires=today + timedelta(days=expires),
        )
    assert shown(client, komoditas="susu segar") == ["Satu"]
    assert "Komoditas ini tidak dikenal" in client.get("/koperasi/", {"komoditas": "xyz"}).content.decode()


@pytest.mark.parametrize("question", [{}, {"cari": "contoh"}])
def test_pages_show_each_cooperative_once(client, cooperative, question):
    for number in range(60):
        cooperative(f"Koperasi Contoh {number % 7}", GARUT if number % 2 else UBUD)
    seen, after = [], ""
    while True:
        page = client.get("/koperasi/", question | {"sesudah": after})
        seen += [each.pk for each, _standing in page.context["rows"]]
        after = page.context["page"].following
        if not after:
            break
    assert sorted(seen) == sorted(Cooperative.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("after", ["-1", "x", "99999999999999999999", "²", "0"])
def test_an_address_changed_by_hand_begins_anew(client, cooperative, after):
    cooperative()
    for question in ({}, {"cari": "susu"}):
        assert client.get("/koperasi/", question | {"sesudah": after}).status_code == 200


def test_questions_to_the_database_do_not_grow_with_rows(client, cooperative, django_assert_max_num_queries):
    for number in range(25):
        fact(cooperative(f"Koperasi Contoh {number}"), "rat", date(2025, 1, 2), 2024)
    client.get("/koperasi/")
    with django_assert_max_num_queries(6):
        client.get("/koperasi/")
    with django_assert_max_num_queries(8):
        client.get("/koperasi/", {"cari": "contoh", "wilayah": "32", "rat": "2024"})


@pytest.mark.parametrize(
    "question",
    [
        {"rat": "NaN"},
        {"rat": "-5"},
        {"rat": "9999"},
        {"jenis": "x"},
        {"wilayah": "<b>x</b>"},
        {"wilayah": "x" * 500},
        {"cari": "x" * 500},
        {"komoditas": "\u202eabc"},
    ],
)
def test_bad_questions_are_answered_in_words(client, question):
    page = client.get("/koperasi/", question)
    assert page.status_code == 200
    assert 'class="errors"' in page.content.decode() or 'class="errorlist' in page.content.decode()
    assert "<b>x</b>" not in page.content.decode()


def test_examples_are_marked(client, cooperative):
    cooperative()
    assert '<span class="example">contoh</span>' in client.get("/koperasi/").content.decode()


def test_the_page_is_light(client, cooperative):
    import gzip

    for number in range(25):
        cooperative(f"Koperasi Contoh {number}")
    assert len(gzip.compress(client.get("/koperasi/").content)) < 50_000
