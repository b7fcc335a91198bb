"""Pages about people, claims and imports ask as few questions however much they list, and are small."""

import gzip
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jejaring.web.cooperatives.actions import memberships
from jejaring.web.cooperatives.models import Claim, Membership, RegisterImport

pytestmark = pytest.mark.django_db
HEAVIEST = 50_000
"""Bytes, compressed."""


@pytest.mark.display
def test_no_page_grows_its_queries_with_its_rows(cooperative, member, person, coordinator, as_person):
    one, office = cooperative(), coordinator("")
    chair = member(one)
    pages = {
        as_person(chair): ("/saya/", "/koperasi/saya/", f"/koperasi/{one.pk}/pengurus/"),
        as_person(office): ("/saya/", "/koperasi/saya/", "/koperasi/klaim/", "/koperasi/impor/"),
    }

    def grow(rows):
        for _ in range(rows):
            other = cooperative()
            Membership.objects.create(person=chair, cooperative=other, role="ketua")
            Claim.objects.create(person=chair, cooperative=other, nik="1" * 12, role="ketua")
            member(one, role="pengurus")
            memberships.invite(one, actor=chair, name="Orang Contoh", role="pengurus")
            Claim.objects.create(person=person(), cooperative=other, nik="1" * 12, role="ketua")
            RegisterImport.objects.create(by=office, name="r.csv", source="ODS", as_of=date(2025, 1, 2))

    def queries():
        counts = {}
        for client, addresses in pages.items():
            for address in addresses:
                with CaptureQueriesContext(connection) as asked:
                    answer = client.get(address)
                assert answer.status_code == 200, address
                assert len(gzip.compress(answer.content)) < HEAVIEST, address
                counts[client, address] = len(asked)
        return list(counts.values())

    grow(2)
    queries()
    few = queries()
    grow(15)
    assert queries() == few
    assert max(few) < 25
