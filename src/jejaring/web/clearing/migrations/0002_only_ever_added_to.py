"""Who was said to be insolvent stays as it was written down, in the database itself."""

from django.db import migrations

from jejaring.web.common.append_only import never_changed


class Migration(migrations.Migration):
    """A guard on the table that is only ever added to."""

    dependencies = [("clearing", "0001_initial")]
    operations = [never_changed("clearing_insolvency")]
