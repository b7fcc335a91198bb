"""Every look at a file stays on record, in the database itself."""

from django.db import migrations

from jejaring.web.common.append_only import never_changed


class Migration(migrations.Migration):
    """A guard on the table that is only ever added to."""

    dependencies = [("finance", "0003_bank_files")]
    operations = [never_changed("finance_look")]
