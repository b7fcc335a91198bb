"""The site in tests: a database made anew, files in a temporary folder, quick passwords."""

import pytest
from django.core.management import call_command


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database with the table that the cache is kept in."""
    with django_db_blocker.unblock():
        call_command("createcachetable", verbosity=0)


@pytest.fixture(autouse=True)
def quick_and_tidy(settings, tmp_path):
    """Passwords that take no time, files by their own names, nothing left behind."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PLANS_ROOT = tmp_path / "plans"
    settings.STATIC_ROOT = tmp_path


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
