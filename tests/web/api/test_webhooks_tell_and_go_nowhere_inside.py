"""Webhooks are told what happens, signed, again when nobody answered, and never inside the own network."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.web.api.world import Program, token_of

from jejaring.client import NotGenuine, checked
from jejaring.web.api.models import Delivery, Webhook
from jejaring.web.api.outside import NotOutside, address_outside, is_outside
from jejaring.web.api.tasks import MOST_TRIES, deliver, tell
from jejaring.web.common.models import AuditEntry
from jejaring.web.trade.actions import accept
from jejaring.web.trade.models import Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver():
    """A server on this machine that keeps what it is told, and answers `status`."""

    class Told(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            self.server.told.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(self.server.status)
            self.end_headers()

        def log_message(self, *_arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Told)
    server.told, server.status = [], 204
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def hook(net, receiver):
    with override_settings(WEBHOOKS_ANYWHERE=True):
        url = f"http://127.0.0.1:{receiver.server_port}/kabar"
        program = Program(token_of(net, "chair"))
        said = {"cooperative": net.cooperative.pk, "url": url, "kinds": ["proposal"]}
        made = program.post("/webhooks", said)
        assert made.status_code == 201, made.content
        yield made.json()


def accepted(net):
    """What was written down when the partner accepted."""
    proposal = Proposal.objects.get(pk=net.keys["trade:proposal"]["pk"])
    accept(actor=net.people["partner"], proposal=proposal, version=proposal.version)
    return AuditEntry.objects.filter(verb="proposal.accepted").latest("pk")


def test_a_message_is_signed_and_told_once(net, hook, receiver):
    entry = accepted(net)
    assert DBTaskResult.objects.filter(task_path__endswith="api.tasks.tell").exists()
    for _again in range(2):
        tell.func(entry.pk)
    delivery = Delivery.objects.get(webhook=hook["id"])
    for _again in range(2):
        deliver.func(delivery.pk)
    ((headers, body),) = receiver.told
    said = checked(hook["secret"], headers, body)
    assert (said["type"], said["data"]["address"]) == (
        "proposal.accepted",
        f"/api/v1/proposals/{entry.subject_id}",
    )
    with pytest.raises(NotGenuine):
        checked(hook["secret"], headers, body.replace(b"accepted", b"refused"))
    with pytest.raises(NotGenuine):
        checked(hook["secret"], headers, body, now=timezone.now().timestamp() + 600)
    told = Program(token_of(net, "chair")).get(f"/webhooks/{hook['id']}/messages").json()["items"]
    assert [(each["state"], each["answer"]) for each in told] == [("terkirim", "204")]
    assert Program(token_of(net, "partner")).get(f"/webhooks/{hook['id']}/messages").status_code == 404


def test_what_nobody_takes_is_told_again_later_and_then_given_up(net, hook, receiver):
    receiver.status = 503
    tell.func(accepted(net).pk)
    delivery = Delivery.objects.get(webhook=hook["id"])
    waits = []
    for _try in range(MOST_TRIES):
        deliver.func(delivery.pk)
        job = DBTaskResult.objects.filter(task_path__endswith="deliver").latest("enqueued_at")
        waits.append(job.run_after - timezone.now() if job.run_after else timedelta(0))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries, delivery.answer) == (Delivery.State.FAILED, MOST_TRIES, "503")
    assert len(receiver.told) == MOST_TRIES
    assert waits[:-1] == sorted(waits[:-1])
    assert waits[1] > timedelta(minutes=3)


def test_nothing_is_told_to_one_who_left_or_of_other_things(net, hook, receiver):
    webhook = Webhook.objects.get(pk=hook["id"])
    assert webhook.wants("proposal.sent")
    assert not webhook.wants("listing.created")
    tell.func(accepted(net).pk)
    net.people["chair"].memberships.update(ended=timezone.now())
    deliver.func(Delivery.objects.get(webhook=webhook).pk)
    assert not receiver.told


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://10.1.2.3/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://user:pass@1.1.1.1/",
        "https://1.1.1.1:99999/",
        "ftp://1.1.1.1/",
        "https:///x",
    ],
)
def test_no_address_inside_is_taken(net, url):
    with pytest.raises(NotOutside):
        address_outside(url)
    said = {"cooperative": net.cooperative.pk, "url": url}
    assert Program(token_of(net, "chair")).post("/webhooks", said).status_code in (400, 422)


def test_a_name_that_turns_inwards_later_is_not_followed(net, hook, receiver):
    tell.func(accepted(net).pk)
    delivery = Delivery.objects.get(webhook=hook["id"])
    with override_settings(WEBHOOKS_ANYWHERE=False):
        deliver.func(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.answer, receiver.told) == ("not in the public network", [])


def test_public_addresses_are_outside():
    assert is_outside("1.1.1.1")
    assert is_outside("2606:4700:4700::1111")
    assert not is_outside("64:ff9b::a00:1")
    assert not is_outside("2002:a00:1::")
    assert not is_outside("224.0.0.1")


def test_a_message_says_nothing_that_only_some_may_know(net, hook, receiver):
    tell.func(accepted(net).pk)
    deliver.func(Delivery.objects.get(webhook=hook["id"]).pk)
    assert set(json.loads(receiver.told[0][1])) == {"type", "timestamp", "data"}
    assert set(json.loads(receiver.told[0][1])["data"]) == {"id", "address"}
