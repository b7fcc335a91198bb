"""Which deliveries a delivery was made of: how a pair of shoes is traced back to the hide."""

from django.db import models

from jejaring.web.common.append_only import AppendOnly


class MadeOf(AppendOnly):
    """The giver says that something of an earlier delivery to it went into this one."""

    product = models.ForeignKey("agreements.Shipment", on_delete=models.PROTECT, related_name="inputs")
    material = models.ForeignKey("agreements.Shipment", on_delete=models.PROTECT, related_name="outputs")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "material"], name="a_material_is_named_once")
        ]
        verbose_name_plural = "made of"

    def __str__(self) -> str:
        return f"{self.product_id} <- {self.material_id}"
