"""The site in tests: a database made anew, files in a temporary folder, quick passwords."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from tests.web.network import Network, network


def pytest_collection_modifyitems(items):
    """What opens Chromium is marked: what it shows is the same whatever database is behind it."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database with the table that the cache is kept in."""
    with django_db_blocker.unblock():
        call_command("createcachetable", verbosity=0)


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
        yield network()
        transaction.set_rollback(True)


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
