"""The database as it is, read by plain SQL: who points to people, and what stands in every column."""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection

from jejaring.web.accounts.models import Person

PEOPLE = Person._meta.db_table


def tables() -> list[str]:
    """All tables."""
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def rows(table: str) -> list[tuple[Any, ...]]:
    """Every row of it."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return sorted(cursor.fetchall(), key=repr)


def pointing() -> Iterator[tuple[str, str]]:
    """Each table and column that points to people."""
    with connection.cursor() as cursor:
        for table in tables():
            for column, (_their_column, other) in connection.introspection.get_relations(
                cursor, table
            ).items():
                if other == PEOPLE:
                    yield table, column


def places_of(words: list[str]) -> set[str]:
    """The tables in which any of the words stands anywhere, in whatever case or way of writing JSON."""
    looked_for = [word.lower() for word in words]
    looked_for += [json.dumps(word)[1:-1].lower() for word in words]
    found = {
        table
        for table in tables()
        for row in rows(table)
        if any(word in str(cell).lower() for cell in row for word in looked_for)
    }
    sessions = (json.dumps(session.get_decoded()).lower() for session in Session.objects.all())
    return found | {"sessions" for said in sessions for word in looked_for if word in said}
