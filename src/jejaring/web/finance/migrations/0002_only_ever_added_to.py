"""What was said and assessed stays as it was written down, in the database itself."""

from django.db import migrations

from jejaring.web.common.append_only import never_changed

TABLES = ("cashinhand", "keptassessment")


class Migration(migrations.Migration):
    """Guards on every table that is only ever added to."""

    dependencies = [("finance", "0001_initial")]
    operations = [never_changed(f"finance_{table}") for table in TABLES]
