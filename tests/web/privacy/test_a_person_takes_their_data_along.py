"""One's own data as a file: every row that points to oneself, nothing secret and nobody else."""

import json

import pytest
from django.apps import apps
from django.db import connection
from tests.web.network import SECRETS, says_password, secret
from tests.web.privacy.rows import pointing

from jejaring.web.accounts.models import Reading
from jejaring.web.cooperatives.models import Claim, Invitation
from jejaring.web.privacy.exporting import data_of
from jejaring.web.telling.models import CalendarAddress

pytestmark = pytest.mark.django_db


def sure(net, role):
    """A browser in which the person said their password a moment ago."""
    client = net.client(role)
    says_password(client, net.people[role])
    return client


def counted(person):
    """Rows that point to the person, by table, read by SQL."""
    found = {}
    with connection.cursor() as cursor:
        for table, column in pointing():
            cursor.execute(f'SELECT COUNT(*) FROM "{table}" WHERE "{column}" = %s', [person.pk])
            found[table] = found.get(table, 0) + cursor.fetchone()[0]
    return {table: count for table, count in found.items() if count}


@pytest.mark.parametrize("role", ["chair", "coordinator", "newcomer"])
def test_it_holds_every_row_that_points_to_them(net, role):
    person = net.people[role]
    told = {
        apps.get_model(each["table"])._meta.db_table: sum(row.get("as") != "subject" for row in each["rows"])
        for each in data_of(person)["tables"]
        if each["table"] != "accounts.person"
    }
    assert {table: count for table, count in told.items() if count} == counted(person)


def test_it_is_a_file_that_asks_for_the_password_first(net):
    assert net.client("chair").get("/privasi/saya/data.json")["Location"].startswith("/akun/")
    answer = sure(net, "chair").get("/privasi/saya/data.json")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "no-store"
    data = json.loads(answer.content)
    (account,) = next(each["rows"] for each in data["tables"] if each["table"] == "accounts.person")
    assert (account["name"], account["phone"]) == (secret("name"), secret("phone"))


def test_nothing_in_it_is_secret_or_somebody_elses(net):
    net.client("officer").get(f"/koperasi/{net.cooperative.pk}/pengurus/")
    claim, invitation = Claim.objects.get(), Invitation.objects.get()
    chair, coordinator = net.people["chair"], net.people["coordinator"]
    Claim.objects.filter(pk=claim.pk).update(decided_by=coordinator)
    text = json.dumps(data_of(chair))
    assert Reading.objects.filter(person=chair).exists()
    assert "cooperatives:people" in text
    hidden = [invitation.token, CalendarAddress.objects.get(person=chair).secret, chair.password]
    assert not [each for each in [*hidden, secret("invited")] if each and each in text]
    others = json.dumps(data_of(coordinator))
    names = [secret(what) for what in ("claim", "claimant", "name", "phone", "e-mail")]
    assert not [each for each in names if each in others]
    assert claim.note == SECRETS["claim"][0]
    assert claim.note in json.dumps(data_of(net.people["newcomer"]))
