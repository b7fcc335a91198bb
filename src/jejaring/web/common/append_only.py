"""Rows that are only ever added: what happened stays as it was written down, in the database itself.

A model that inherits `AppendOnly` refuses changes in Python; the migration that makes its table adds
`never_changed(table)`, which makes SQLite and PostgreSQL refuse them from whoever asks. A later
migration that alters such a table makes SQLite build it anew, without its guards: it ends
with `never_changed` again.
"""

from typing import Any

from django.db import migrations, models

SQLITE = (
    "CREATE TRIGGER {table}_{what}_refused BEFORE {what} ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
)
POSTGRESQL = """
CREATE FUNCTION {table}_stands() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is only ever added to'; END $$;
CREATE TRIGGER {table}_stands BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_stands();
"""
REFUSED = ("UPDATE", "DELETE")


class AppendOnly(models.Model):
    """A row that is never changed or removed."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever adds a row."""
        if self.pk is not None:
            raise ValueError(f"{self._meta.label} is only ever added to")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Never."""
        raise ValueError(f"{self._meta.label} is only ever added to")


def never_changed(table: str) -> migrations.RunPython:
    """The step of a migration after which the database refuses to change or remove rows of the table."""

    def guard(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(POSTGRESQL.format(table=table))
        else:
            for what in REFUSED:
                editor.execute(SQLITE.format(table=table, what=what))

    def unguard(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP FUNCTION {table}_stands() CASCADE")
        else:
            for what in REFUSED:
                editor.execute(f"DROP TRIGGER {table}_{what}_refused")

    return migrations.RunPython(guard, unguard)
