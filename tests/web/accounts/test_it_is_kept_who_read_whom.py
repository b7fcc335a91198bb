"""Whoever is shown a person's name, number or address is kept, by page and by token; not for ever.

That no page of any role is forgotten is tried in `test_every_url_and_role`.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.api.world import Program, token_of

from jejaring.web.accounts.models import Reading
from jejaring.web.accounts.reading import KEPT, forget_readings
from jejaring.web.api.models import Token

pytestmark = pytest.mark.django_db


def test_a_page_is_kept_for_each_person_it_shows_but_the_reader(net):
    net.client("officer").get(f"/koperasi/{net.cooperative.pk}/pengurus/")
    rows = Reading.objects.all()
    assert {row.reader for row in rows} == {net.people["officer"]}
    assert {row.person for row in rows} == {net.people["chair"], net.people["treasurer"]}
    assert {(row.page, row.about, row.token) for row in rows} == {
        ("cooperatives:people", str(net.cooperative.pk), None)
    }


def test_a_program_is_kept_by_its_token(net):
    program = Program(token_of(net, "officer"))
    assert program.get(f"/cooperatives/{net.cooperative.pk}/people").status_code == 200
    rows = Reading.objects.all()
    assert {row.person for row in rows} == {net.people["chair"], net.people["treasurer"]}
    assert {row.token for row in rows} == {Token.objects.get(name="officer").pk}


def test_nothing_is_kept_where_nobody_was_shown(net):
    net.client("stranger").get(f"/koperasi/{net.cooperative.pk}/pengurus/")  # is refused
    net.client("chair").get("/akun/")  # oneself
    net.client("visitor").get("/")
    assert not Reading.objects.exists()


def test_it_is_forgotten_after_two_years(net):
    people = {"reader": net.people["chair"], "person": net.people["officer"]}
    old, new = (Reading.objects.create(page="x", **people) for _ in range(2))
    Reading.objects.filter(pk=old.pk).update(at=timezone.now() - KEPT - timedelta(days=2))
    assert forget_readings(today=timezone.localdate()) == 1
    assert Reading.objects.get() == new


def test_who_was_read_about_is_told_where_in_words_page_by_page(net):
    net.client("officer").get(f"/koperasi/{net.cooperative.pk}/pengurus/")
    Program(token_of(net, "officer")).get(f"/cooperatives/{net.cooperative.pk}/people")
    chair = net.client("chair")
    text = chair.get("/privasi/saya/").content.decode()
    assert f"Daftar pengurus {net.cooperative.name} · akun {net.people['officer'].pk}" in text
    assert "oleh program" in text
    assert "cooperatives:" not in text
    chair.cookies["django_language"] = "en"
    assert f"List of officers {net.cooperative.name}" in chair.get("/privasi/saya/").content.decode()
    del chair.cookies["django_language"]
    one = {"person": net.people["chair"], "page": "agreements:agreement", "about": "12"}
    Reading.objects.bulk_create(Reading(**one) for _ in range(60))
    first, second = (chair.get("/privasi/saya/", {"halaman": page}).content.decode() for page in (1, 2))
    assert first.count("Perjanjian PKS-000012") == 50
    assert second.count("Perjanjian PKS-000012") == 10
    assert "Daftar pengurus" in second
    assert 'rel="next"' in first
    assert 'rel="next"' not in second
