"""Cooperatives and provinces that have committed, and where the counting began."""

import pytest
from django.core.cache import cache
from tests.web.agreements.world import chain, promise, side

from jejaring.web.agreements import actions
from jejaring.web.agreements.terms import Terms
from jejaring.web.cooperatives.models import Cooperative

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def afresh():
    cache.clear()
    yield
    cache.clear()


def test_whoever_has_signed_once_counts_once_and_examples_apart(client):
    made = chain()  # three cooperatives in three provinces
    Cooperative.objects.exclude(pk=made.shop.cooperative.pk).update(example=False)
    late = side("32.05")
    line = promise(late, made.tanner, "kulit-tersamak", 1, 1000, "m2")
    agreement = actions.draft(
        actor=None,
        title="Kulit",
        parties=[late.cooperative, made.tanner.cooperative],
        lines=[line],
        terms=Terms(),
    )
    agreement = actions.propose(actor=None, agreement=agreement, version=agreement.version)
    actions.accept(actor=made.tanner.ketua, agreement=agreement, version=agreement.version)
    now = client.get("/komitmen/").context["now"]
    assert (now.cooperatives, now.provinces, now.examples) == (2, 2, 1)


def test_the_beginning_is_shown_for_what_it_is(client):
    page = client.get("/komitmen/").content.decode()
    for said in ("42", "17 provinsi", "23 Feb 2017", "bisniskeuangan.kompas.com", "bukan hitungan Jejaring"):
        assert said in page
