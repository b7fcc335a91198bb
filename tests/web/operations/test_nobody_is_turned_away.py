"""The server is replaced while people come; slow people keep nobody out."""

import os
import signal
import socket
import time

import pytest
from tests.web.operations.serving import a_door, ask, crowd, ended_at_last, server_at, until_served
from tests.web.prepared import ON_POSTGRES

pytestmark = pytest.mark.skipif(ON_POSTGRES, reason="what is tried is the server, whatever database it has")
TINY = ("tests.web.operations.tiny:application", "--threads=4", "--workers=2")
SITE = ("jejaring.web.wsgi", "--config=python:jejaring.web.server", "--threads=4", "--workers=2")
SERVERS = [
    pytest.param(TINY, "/", id="tiny"),
    pytest.param(SITE, "/koperasi/", id="site", marks=pytest.mark.prove),
]
PATIENT = "--worker-class=jejaring.web.patient.PatientWorker"


@pytest.fixture
def environment(prepared_site, tmp_path):
    prepared_site.copied_to(tmp_path)
    given = os.environ | {"JEJARING_DATA": str(tmp_path), "JEJARING_API_RATE_ANYBODY": "1000000"}
    given.pop("DATABASE_URL", None)
    return given


@pytest.mark.parametrize(("server", "path"), SERVERS)
def test_a_reload_loses_no_request(environment, server, path):
    with a_door() as door:
        port = door.getsockname()[1]
        with ended_at_last(server_at(door, *server, PATIENT, environment=environment)) as (running,):
            until_served(port, path)
            with crowd(port, path) as people:
                for _ in range(3):
                    people.came(100)
                    running.send_signal(signal.SIGHUP)
                people.came(300)
    assert people.faults == []
    assert {status for status, _body in people.answers} == {200}


@pytest.mark.parametrize(("server", "path"), SERVERS)
def test_a_new_server_takes_over_the_door_and_loses_no_request(environment, server, path):
    with a_door() as door:
        port = door.getsockname()[1]
        with ended_at_last(server_at(door, *server, PATIENT, environment=environment)) as running:
            until_served(port, path)
            with crowd(port, path) as people:
                people.came(100)
                running[0].terminate()  # as `systemctl restart`: ended first, then begun anew
                running[0].wait()
                running.append(server_at(door, *server, PATIENT, environment=environment))
                people.came(300)
    assert people.faults == []
    assert {status for status, _body in people.answers} == {200}


def test_those_who_begin_to_ask_and_go_no_further_keep_nobody_out():
    tiny = (TINY[0], "--threads=4", "--worker-class=tests.web.operations.tiny.SoonTired")
    with a_door() as door:
        port = door.getsockname()[1]
        with ended_at_last(server_at(door, *tiny)):
            until_served(port)
            slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(40)]
            for each in slow[:20]:
                each.sendall(b"GET / HTTP/1.1\r\nHost: a")  # of the other twenty nothing comes at all
            assert [ask(port)[0] for _ in range(5)] == [200] * 5
            trickling = slow[0]
            ended = time.monotonic() + 60
            while time.monotonic() < ended:  # one that goes on, a letter at a time, is hung up on as well
                try:
                    trickling.sendall(b"b")
                except OSError:
                    break
                time.sleep(0.2)
            assert time.monotonic() < ended
            for each in slow:
                each.close()
