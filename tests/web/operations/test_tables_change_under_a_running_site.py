"""What the version before reads and writes stays as it is, so that machines change one after the other."""

from pathlib import Path

import psycopg
import pytest
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django_migration_linter import MigrationLinter
from django_migration_linter.sql_analyser import analyse_sql_statements, get_sql_analyser_class
from tests.web.prepared import ON_POSTGRES

from jejaring.web.operations import tables

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not ON_POSTGRES, reason="several machines share a PostgreSQL"),
]
FIRST = Path(__file__).with_name("first_version.txt")
"""The last step of each app in the first version, which nobody ran before."""
OURS = "jejaring.web."


def later_steps():
    first = dict(line.split() for line in FIRST.read_text().splitlines())
    steps = MigrationLoader(None, ignore_no_migrations=True).disk_migrations.items()
    return [key for key, step in steps if step.__module__.startswith(OURS) and key[1] > first.get(key[0], "")]


def test_every_step_since_the_first_version_leaves_the_version_before_as_it_is(capsys):
    linter = MigrationLinter(no_cache=True, warnings_as_errors_tests=["CREATE_INDEX"])
    for app, name in later_steps():
        linter.lint_migration(linter.migration_loader.get_migration(app, name))
    assert not linter.has_errors, capsys.readouterr().out


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("ALTER TABLE a DROP COLUMN b CASCADE;", "DROP_COLUMN"),
        ("ALTER TABLE a RENAME COLUMN b TO c;", "RENAME_COLUMN"),
        ("ALTER TABLE a ADD COLUMN b integer NOT NULL;", "NOT_NULL"),
        ("DROP TABLE a CASCADE;", "DROP_TABLE"),
        ("ALTER TABLE a ADD COLUMN b integer NULL;", ""),
        ("ALTER TABLE a ADD COLUMN b integer DEFAULT 0 NOT NULL;", ""),
    ],
)
def test_what_would_break_it_is_found(sql, code):
    errors, _ignored, _warnings = analyse_sql_statements(get_sql_analyser_class("postgresql"), [sql], [])
    assert [error.code for error in errors] == ([code] if code else [])


def changed():
    with tables.one_at_a_time(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE trade_listing ADD COLUMN later integer")


def test_a_change_does_not_wait_for_others_until_all_wait_for_it(monkeypatch):
    monkeypatch.setattr(tables, "LONGEST", "50ms")
    info = connection.connection.info
    with psycopg.connect(info.dsn, password=info.password or None) as other:
        other.execute("SELECT 1 FROM trade_listing LIMIT 1")  # holds the table until it ends
        with pytest.raises(CommandError, match="50ms"):
            changed()


def test_two_machines_wait_for_each_other():
    info = connection.connection.info
    with psycopg.connect(info.dsn, password=info.password or None, autocommit=True) as other:
        with tables.one_at_a_time():
            taken = other.execute("SELECT pg_try_advisory_lock(%s)", [tables.TURN]).fetchone()
        assert taken == (False,)
        assert other.execute("SELECT pg_try_advisory_lock(%s)", [tables.TURN]).fetchone() == (True,)
