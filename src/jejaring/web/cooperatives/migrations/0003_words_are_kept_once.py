"""On SQLite the index of words is its primary key and nothing else: half the writing, half the reading."""

from typing import Any

from django.db import migrations

TABLE = "cooperatives_searchword"
COLUMNS = "word, rank, cooperative_id"
DEFINED = """
CREATE TABLE {table} (
    word varchar(40) NOT NULL,
    rank smallint unsigned NOT NULL CHECK (rank >= 0),
    cooperative_id bigint NOT NULL,
    PRIMARY KEY (word, cooperative_id, rank)
) {without}
"""


def once(apps: Any, schema_editor: Any) -> None:
    """Keep each row in the key's own tree."""
    _again(schema_editor, "WITHOUT ROWID")


def twice(apps: Any, schema_editor: Any) -> None:
    """Keep each row in the table and in the key's index, as Django would."""
    _again(schema_editor, "")


def _again(schema_editor: Any, without: str) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    schema_editor.execute(DEFINED.format(table="new_words", without=without))
    schema_editor.execute(f"INSERT INTO new_words ({COLUMNS}) SELECT {COLUMNS} FROM {TABLE} ORDER BY word")
    schema_editor.execute(f"DROP TABLE {TABLE}")
    schema_editor.execute(f"ALTER TABLE new_words RENAME TO {TABLE}")


class Migration(migrations.Migration):
    """One table made anew."""

    dependencies = [("cooperatives", "0002_search_and_imports")]
    operations = [migrations.RunPython(once, twice)]
