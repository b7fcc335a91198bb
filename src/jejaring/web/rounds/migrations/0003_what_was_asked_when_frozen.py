"""The price of every listing when it was frozen."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rounds", "0002_rounds_and_their_answers")]

    operations = [
        migrations.AddField(
            model_name="outcome",
            name="price",
            field=models.DecimalField(decimal_places=2, max_digits=15, null=True),
        ),
    ]
