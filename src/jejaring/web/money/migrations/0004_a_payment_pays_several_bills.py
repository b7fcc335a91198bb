"""A payment knows who paid whom, and its allocations which bills it pays; the next one takes out its one bill."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery

from jejaring.web.common.append_only import never_changed


def allocate(apps: Any, _editor: Any) -> None:
    """Every payment until now paid one bill."""
    obligation = apps.get_model("money", "Obligation").objects.filter(pk=OuterRef("obligation"))
    payment, allocation = apps.get_model("money", "Payment"), apps.get_model("money", "Allocation")
    payment.objects.update(
        payer=Subquery(obligation.values("debtor")[:1]), payee=Subquery(obligation.values("creditor")[:1])
    )
    allocation.objects.bulk_create(
        (
            allocation(payment_id=key, obligation_id=bill, amount=amount)
            for key, bill, amount in payment.objects.values_list("pk", "obligation", "amount").iterator()
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    """The bill of a payment becomes its first allocation; in a transaction of its own, as PostgreSQL asks."""

    dependencies = [("cooperatives", "0001_initial"), ("money", "0003_set_offs_are_reversed")]
    operations = [
        migrations.CreateModel(
            name="Allocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("amount", models.BigIntegerField()),
                (
                    "obligation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="money.obligation",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="money.payment",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("payment", "obligation"), name="a_bill_once_a_payment"),
                    models.CheckConstraint(condition=Q(amount__gt=0), name="an_allocation_is_of_something"),
                ],
            },
        ),
        *(
            migrations.AddField(
                model_name="payment",
                name=name,
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name=related,
                    to="cooperatives.cooperative",
                ),
            )
            for name, related in (("payer", "paid"), ("payee", "received"))
        ),
        migrations.RunPython(allocate, migrations.RunPython.noop),
        never_changed("money_allocation"),
    ]
