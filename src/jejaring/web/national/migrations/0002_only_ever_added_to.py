"""What was released stays as it was, in the database itself."""

from django.db import migrations

from jejaring.web.common.append_only import never_changed


class Migration(migrations.Migration):
    """A guard on the table that is only ever added to."""

    dependencies = [("national", "0001_initial")]
    operations = [never_changed("national_release")]
