"""The steps of a proposal are append-only in the database itself."""

from typing import Any

from django.db import migrations

TABLE = "trade_proposalstep"
SQLITE = (
    f"CREATE TRIGGER {TABLE}_stands BEFORE UPDATE ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'a step of a proposal is never changed'); END"
)
POSTGRESQL = f"""
CREATE FUNCTION {TABLE}_stands() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a step of a proposal is never changed'; END $$;
CREATE TRIGGER {TABLE}_stands BEFORE UPDATE OR DELETE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION {TABLE}_stands();
"""


def guard(apps: Any, schema_editor: Any) -> None:
    """Refuse changes of a step."""
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def unguard(apps: Any, schema_editor: Any) -> None:
    """Allow them again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION {TABLE}_stands() CASCADE")
    else:
        schema_editor.execute(f"DROP TRIGGER {TABLE}_stands")


class Migration(migrations.Migration):
    """One trigger."""

    dependencies = [("trade", "0002_proposals_photos_and_guides")]
    operations = [migrations.RunPython(guard, unguard)]
