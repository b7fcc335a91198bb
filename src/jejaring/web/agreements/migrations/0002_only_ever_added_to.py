"""What was agreed and what happened stays as it was written down, in the database itself."""

from django.db import migrations

from jejaring.web.common.append_only import never_changed

TABLES = (
    "agreementversion", "agreementstep", "line", "event", "madeof", "picture", "document",
)  # fmt: skip


class Migration(migrations.Migration):
    """Guards on every table that is only ever added to."""

    dependencies = [("agreements", "0001_initial")]
    operations = [never_changed(f"agreements_{table}") for table in TABLES]
