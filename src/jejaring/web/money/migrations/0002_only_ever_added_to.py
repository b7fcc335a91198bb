"""What was billed, paid and said about it stays as it was written down, in the database itself."""

from django.db import migrations

from jejaring.web.common.append_only import never_changed

TABLES = ("entry", "moneystep", "setoff", "taxstatus")


class Migration(migrations.Migration):
    """Guards on every table that is only ever added to."""

    dependencies = [("money", "0001_initial")]
    operations = [never_changed(f"money_{table}") for table in TABLES]
