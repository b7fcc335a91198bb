"""Whether this process lives, and whether it can serve: for what stands in front of it and looks after it."""

import os
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def faults_of_database() -> list[str]:
    """`database` when it does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return ["database"]
    return []


def faults() -> list[str]:
    """What keeps this process from serving, in a word each: database, migrations, files."""
    found = faults_of_database()
    if not found:
        try:
            _migrated()
        except DatabaseError:
            found = ["database"]
        except LookupError:
            found = ["migrations"]
    if not os.access(settings.DATA, os.W_OK | os.X_OK):
        found.append("files")
    return found


@cache
def _migrated() -> None:
    """Asked until it is so, and not again: what has been done stays done."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise LookupError
