"""The site in tests: a database made anew, files in a temporary folder, quick passwords."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from tests.web import prepared
from tests.web.network import Network, network

from jejaring.web.trade import board


def pytest_collection_modifyitems(items):
    """What opens Chromium is marked: what it shows is the same whatever database is behind it."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def prepared_site(request, tmp_path_factory):
    """A site prepared from nothing, to be copied."""
    folder = tmp_path_factory.getbasetemp()
    worker = getattr(request.config, "workerinput", {})
    with prepared.prepared(
        folder.parent if worker else folder, worker.get("testrunuid", uuid4().hex)
    ) as site:
        yield site


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, prepared_site):
    """The test database begins as a copy: Django finds every migration done."""
    if prepared.ON_POSTGRES:
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = prepared_site.database
        yield
    else:
        with prepared_site.copied_into_memory("file:memorydb_default?mode=memory&cache=shared"):
            yield


@pytest.fixture(scope="session", autouse=True)
def quick_and_tidy(tmp_path_factory):
    """Passwords that take no time, files by their own names, nothing left behind."""
    folder = tmp_path_factory.mktemp("site")
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES=storages,
        MEDIA_ROOT=folder / "media",
        PLANS_ROOT=folder / "plans",
        STATIC_ROOT=folder,
    ):
        yield


@pytest.fixture(scope="module")
def net(django_db_setup, django_db_blocker) -> Network:
    """The network, made once for all tests of a file: each takes back what it writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield network().stays_signed_in()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What a test's process remembers of boards is nothing to the next, whose tables are others."""
    board.forget()
    yield
    board.forget()


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests():
    """Tests with real transactions end by emptying all tables, which SQLite's guards on rows that are never
    removed refuse: they are lifted for that moment. (PostgreSQL truncates, which no guard on rows sees.)"""
    from django.db.backends.sqlite3.base import DatabaseOperations

    empty = DatabaseOperations.execute_sql_flush

    def lifted(self, statements):
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type='trigger' AND name LIKE '%_refused'"
            )
            guards = cursor.fetchall()
            for name, _sql in guards:
                cursor.execute(f"DROP TRIGGER {name}")
            empty(self, statements)
            for _name, sql in guards:
                cursor.execute(sql)

    DatabaseOperations.execute_sql_flush = lifted
    yield
    DatabaseOperations.execute_sql_flush = empty
