"""A completed agreement may be opened again. Only Django's own list of words changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The verb."""

    dependencies = [("agreements", "0006_quarterly_reports")]
    operations = [
        migrations.AlterField(
            model_name="agreementstep",
            name="verb",
            field=models.CharField(
                choices=[
                    ("rancang", "menyusun"),
                    ("ubah", "mengubah"),
                    ("ajukan", "mengajukan"),
                    ("setuju", "menyetujui"),
                    ("tolak", "menolak"),
                    ("batal", "membatalkan"),
                    ("selesai", "menyelesaikan"),
                    ("buka", "membuka kembali"),
                ],
                max_length=8,
            ),
        ),
    ]
