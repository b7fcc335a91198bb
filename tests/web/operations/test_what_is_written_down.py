"""Log lines: one of every answer, with an id that the answer and the audit trail carry too; no secrets."""

import errno
import io
import json
import logging
import re

import pytest
from django.db import OperationalError, transaction
from pythonjsonlogger.json import JsonFormatter

from jejaring.web.common import audit
from jejaring.web.common.correlation import belonging_to
from jejaring.web.common.jobs import beat
from jejaring.web.common.models import WorkerBeat
from jejaring.web.operations.jobs import JOBS
from jejaring.web.operations.logs import REQUESTS, Belonging, logging_of
from jejaring.web.rounds.tasks import settle_round

pytestmark = pytest.mark.django_db
ID = re.compile(r"[0-9a-f]{32}")


@pytest.fixture
def lines():
    """What was written since, read as JSON."""
    said = logging_of("json")["formatters"]["json"]
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter(**{name: value for name, value in said.items() if name != "()"}))
    handler.addFilter(Belonging())
    loggers = [logging.getLogger(name) for name in (REQUESTS, JOBS)]
    before = [each.level for each in loggers]
    for each in loggers:
        each.addHandler(handler)
        each.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    for each, level in zip(loggers, before, strict=True):
        each.removeHandler(handler)
        each.setLevel(level)


def test_every_answer_has_a_line_with_its_id_and_no_secret(client, lines):
    answer = client.get("/periksa/very-secret-token/?cari=also-secret")
    (line,) = lines()
    assert ID.fullmatch(answer["X-Request-ID"])
    assert line["request"] == answer["X-Request-ID"]
    assert (line["status"], line["method"], line["level"]) == (answer.status_code, "GET", "INFO")
    assert line["route"] == "periksa/<str:token>/"
    assert line["milliseconds"] > 0
    assert "secret" not in json.dumps(line)


def test_the_id_is_the_proxys_where_there_is_one_and_it_is_sound(client, settings):
    given = {"x-request-id": "from-the-proxy-1234"}
    assert ID.fullmatch(client.get("/-/healthy", headers=given)["X-Request-ID"])
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert client.get("/-/healthy", headers=given)["X-Request-ID"] == "from-the-proxy-1234"
    odd = {"x-request-id": "<script>"}
    assert ID.fullmatch(client.get("/-/healthy", headers=odd)["X-Request-ID"])


def test_the_trail_and_the_jobs_asked_for_name_the_request(lines):
    beat("worker")
    with belonging_to("abc"), transaction.atomic():
        entry = audit.record("test.done", WorkerBeat.objects.get(), actor=None, what=1)
        settle_round.enqueue(1)
    assert entry.detail == {"what": 1, "request": "abc"}
    (line,) = lines()
    assert line["request"] == "abc"
    assert line["message"] == "job settle_round asked for"
    assert line["job"]


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (OperationalError("server closed the connection"), 503, "Back in a moment"),
        (OSError(errno.ENOSPC, "No space left on device"), 503, "Back in a moment"),
        (ValueError("our own mistake"), 500, ""),
    ],
)
def test_an_outage_is_told_as_one_and_a_fault_with_its_trace(
    client, lines, monkeypatch, fault, status, words
):
    def broken():
        raise fault

    monkeypatch.setattr("jejaring.web.pages.views.network_figures", broken)
    client.raise_request_exception = False
    client.cookies["django_language"] = "en"
    answer = client.get("/")
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert ("Retry-After" in answer) == (status == 503)
    (line,) = lines()
    assert (line["level"], line["status"]) == ("ERROR", status)
    assert type(fault).__name__ in line["exc_info"]


def test_a_form_of_logs_that_is_none_is_told():
    with pytest.raises(ValueError, match="text or json"):
        logging_of("xml")
