"""The database goes away at any moment of a request: the program is told so, and when to come again.

Nothing is half done, and nothing that was not answered is kept under the request's key.
"""

import errno

import pytest
from django.db import OperationalError, connection, transaction
from tests.web.api.world import Program, token_of

from jejaring.web.api.models import Answer
from jejaring.web.trade.models import Listing

pytestmark = pytest.mark.django_db
MANY = 200
"""More questions than any of these requests asks."""


@pytest.fixture
def officer(net):
    return Program(token_of(net, "officer"), **{"Accept-Language": "en"})


def asked_with_an_outage(ask, at):
    """The answer when question number `at` to the database, and every later one, fails; None without one."""
    count = 0

    def away(execute, sql, parameters, many, context):
        nonlocal count
        count += "SAVEPOINT" not in sql
        if count > at and "SAVEPOINT" not in sql:
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, parameters, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(away):
            answer = ask()
        transaction.set_rollback(True)
    return answer if count > at else None


def told(answer):
    """It says what is so, in the caller's language, and when to come again."""
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json"), answer.content
    assert int(answer["Retry-After"]) > 0
    assert answer["Content-Language"] == "en"
    said = answer.json()
    assert (said["type"], said["title"]) == ("/api/#away", "The site is disturbed at the moment")


def test_wherever_it_strikes_a_reader_is_told(officer):
    met = 0
    for at in range(MANY):
        answer = asked_with_an_outage(lambda: officer.get("/my/listings"), at)
        if answer is None:
            break
        told(answer)
        met += 1
    assert 3 < met < MANY


def test_wherever_it_strikes_a_writer_is_told_and_the_key_stays_free(net, officer):
    offer = {"cooperative": net.cooperative.pk, "kind": "offers", "commodity": "gkg"}
    offer |= {"quantity": 1200, "price": 7100}
    before, met = Listing.objects.count(), 0
    for at in range(MANY):
        answer = asked_with_an_outage(lambda: officer.post("/listings", offer, Idempotency_Key="once"), at)
        if answer is None:
            break
        told(answer)
        met += 1
        assert (Listing.objects.count(), Answer.objects.count()) == (before, 0)
    assert 8 < met < MANY
    assert officer.post("/listings", offer, Idempotency_Key="once").status_code == 201


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 503),
        (OSError(errno.ENOENT, "No such file"), 500),
        (ValueError("our own mistake"), 500),
    ],
)
def test_a_full_disk_is_an_outage_and_our_own_mistake_is_not(officer, monkeypatch, fault, status):
    def broken(*_arguments, **_named):
        raise fault

    monkeypatch.setattr("jejaring.web.api.resources.listings.page_of", broken)
    answer = officer.get("/my/listings")
    assert (answer.status_code, "Retry-After" in answer) == (status, status == 503)


def test_every_operation_says_that_it_may_be_so():
    described = Program().get("/openapi.json").json()
    away = described["components"]["responses"]["503"]
    assert away["headers"]["Retry-After"]["schema"] == {"type": "integer"}
    for operations in described["paths"].values():
        for operation in operations.values():
            assert operation["responses"]["503"] == {"$ref": "#/components/responses/503"}
