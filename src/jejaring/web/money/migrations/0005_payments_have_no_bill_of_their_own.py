"""What a payment pays is told by its allocations alone."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    """Every payment has a payer and a payee."""

    dependencies = [("money", "0004_a_payment_pays_several_bills")]
    operations = [
        migrations.RemoveField(model_name="payment", name="obligation"),
        *(
            migrations.AlterField(
                model_name="payment",
                name=name,
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name=related,
                    to="cooperatives.cooperative",
                ),
            )
            for name, related in (("payer", "paid"), ("payee", "received"))
        ),
        migrations.AddField(
            model_name="payment",
            name="obligations",
            field=models.ManyToManyField(
                related_name="payments", through="money.Allocation", to="money.obligation"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(condition=~Q(payer=F("payee")), name="nobody_pays_themselves"),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["payee", "state"], name="money_payme_payee_i_1682bc_idx"),
        ),
    ]
