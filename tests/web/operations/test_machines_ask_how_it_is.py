"""Pages for machines: whether a process lives, whether it can serve, and what it has done."""

import re

import pytest
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from jejaring.web.common.jobs import beat
from jejaring.web.operations import health
from jejaring.web.rounds.tasks import settle_round

TOKEN = "figures-for-the-watchman"


@pytest.fixture(autouse=True)
def asked_anew():
    health._migrated.cache_clear()
    yield
    health._migrated.cache_clear()


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.mark.django_db
def test_a_process_that_can_serve_says_so_under_any_name_and_scheme(client, settings, folder):
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["jejaring.example"]
    for page in ("healthy", "ready"):
        answer = client.get(f"/-/{page}", headers={"host": "10.0.0.7:8000"})
        assert (answer.status_code, answer.content) == (200, b"ok\n")
        assert answer["Cache-Control"] == "no-store"
    assert client.get("/-/other").status_code == 404
    assert client.get("/pasar/", headers={"host": "10.0.0.7:8000"}).status_code != 200


@pytest.mark.django_db
def test_one_whose_tables_are_behind_does_not(client, folder):
    rows = MigrationRecorder.Migration.objects
    rows.filter(pk=rows.order_by("-pk").first().pk).delete()
    answer = client.get("/-/ready")
    assert (answer.status_code, answer.content) == (503, b"migrations\n")
    assert client.get("/-/healthy").status_code == 200


def test_one_without_database_or_folder_does_not(client, settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path / "away"

    class Away:
        def cursor(self):
            raise DatabaseError

        def close(self):
            pass

    monkeypatch.setattr(health, "connection", Away())
    answer = client.get("/-/ready")
    assert (answer.status_code, answer.content) == (503, b"database files\n")


@pytest.mark.django_db
def test_figures_are_for_who_brings_the_token(client, folder):
    assert client.get("/-/metrics").status_code == 404
    with override_settings(METRICS_TOKEN=TOKEN):
        assert client.get("/-/metrics").status_code == 404
        assert client.get("/-/metrics", headers={"authorization": "Bearer "}).status_code == 404
        assert client.get("/-/metrics", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


@pytest.mark.django_db
@override_settings(METRICS_TOKEN=TOKEN)
def test_answers_jobs_and_workers_are_counted(client, folder):
    def figure(name):
        page = client.get("/-/metrics", headers={"authorization": f"Bearer {TOKEN}"}).content.decode()
        found = re.search(rf"^{re.escape(name)} ([\d.e+-]+)$", page, re.MULTILINE)
        return float(found[1]) if found else 0.0

    answers = 'jejaring_answers_total{method="GET",status="200",view="home"}'
    before = figure(answers)
    client.get("/")
    client.get("/")
    assert figure(answers) == before + 2
    settle_round.enqueue(1)
    beat("0123456789")
    assert figure('jejaring_jobs{status="ready",task="settle_round"}') == 1
    assert figure("jejaring_database_up") == 1
    assert abs(figure("jejaring_clock_off_seconds")) < 60
    assert figure("jejaring_disk_free_bytes") > 0
