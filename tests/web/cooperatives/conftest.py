"""Cooperatives, the people around them, and clients signed in as each."""

import pytest
from django.test import Client

from jejaring.web.accounts.models import Person
from jejaring.web.cooperatives.models import Cooperative, Membership, Territory
from jejaring.web.cooperatives.search import index_new
from jejaring.web.cooperatives.search.index import as_frame
from jejaring.web.cooperatives.search.vocabulary import VOCABULARY

PANGALENGAN, GARUT, UBUD = "32.04.15.2001", "32.05.07.2008", "51.04.05.1005"


@pytest.fixture(autouse=True)
def no_words_of_another_test():
    """Each test has its own register; a process keeps only one vocabulary."""
    VOCABULARY.counts, VOCABULARY.ordered, VOCABULARY.last = {}, [], 0


@pytest.fixture
def person(db):
    """Make a person."""

    def make(name="Orang Contoh", **fields):
        number = Person.objects.count() + 1
        return Person.objects.create_user(name=name, email=f"orang{number}@example.org", **fields)

    return make


@pytest.fixture
def cooperative(db):
    """Make a cooperative that can be found."""

    def make(name="Koperasi Contoh Susu Pangalengan", region=PANGALENGAN, **fields):
        made = Cooperative.objects.create(name=name, region=region, example=True, **fields)
        index_new(as_frame([made]))
        return made

    return make


@pytest.fixture
def member(person):
    """Make a member of a cooperative's board."""

    def make(cooperative, role=Membership.Role.CHAIR, name="Pengurus Contoh"):
        one = person(name, phone=f"+62812345678{Person.objects.count():02d}")
        Membership.objects.create(person=one, cooperative=cooperative, role=role)
        return one

    return make


@pytest.fixture
def coordinator(person):
    """Make a coordinator of a region."""

    def make(region="32"):
        one = person("Koordinator Contoh")
        Territory.objects.create(person=one, region=region, office="Dinas Contoh")
        return one

    return make


@pytest.fixture
def as_person():
    """A client signed in as a person, with the second factor set up unless told otherwise."""

    def sign_in(one, second_factor=True):
        from allauth.mfa.models import Authenticator

        if second_factor and not Authenticator.objects.filter(user=one).exists():
            Authenticator.objects.create(user=one, type="totp", data={"secret": "contoh"})
        client = Client()
        client.force_login(one, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
