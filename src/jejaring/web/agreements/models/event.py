"""What happened to a delivery: one row for each event, never changed, only corrected by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jejaring.web.common.append_only import AppendOnly


class Event(AppendOnly):
    """An economic event: sent, received with weight and grade, confirmed, disputed, corrected, returned."""

    class Verb(models.TextChoices):
        """What happened."""

        SENT = "kirim", _("mengirim")
        RECALLED = "tarik", _("membatalkan kiriman")
        RECEIVED = "terima", _("menerima")
        CORRECTED = "koreksi", _("membetulkan penerimaan")
        DISPUTED = "sangkal", _("mempersoalkan penerimaan")
        CONFIRMED = "cocok", _("mencocokkan penerimaan")
        RETURNED = "kembali", _("menerima kembali yang ditolak")

    RECEIPTS = (Verb.RECEIVED, Verb.CORRECTED)

    shipment = models.ForeignKey("agreements.Shipment", on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=8, choices=Verb.choices)
    by = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10)
    """The person's role in `by` at that moment."""
    at = models.DateTimeField(auto_now_add=True)
    """When it was written down."""
    on = models.DateField(_("tanggal"))
    """When it happened."""
    quantity = models.DecimalField(_("jumlah"), max_digits=15, decimal_places=3, null=True)
    """Sent, or arrived, in the line's unit."""
    rejected = models.DecimalField(_("ditolak"), max_digits=15, decimal_places=3, null=True)
    """Of what arrived, what the receiver refuses."""
    weight = models.DecimalField(_("berat (kg)"), max_digits=12, decimal_places=3, null=True)
    moisture = models.DecimalField(_("kadar air (persen)"), max_digits=5, decimal_places=2, null=True)
    grade = models.CharField(_("mutu"), max_length=60, blank=True)
    carrier = models.CharField(_("pengangkut"), max_length=120, blank=True)
    """Of what was sent: lorry, plate, driver, ship."""
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    over = models.BooleanField(default=False)
    """Whether it took deliveries beyond what was promised and tolerated."""
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    """The receipt in whose stead this one stands."""

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["shipment", "number"], name="events_are_numbered"),
            models.CheckConstraint(
                condition=Q(quantity=None) | Q(quantity__gte=0), name="no_quantity_is_negative"
            ),
            models.CheckConstraint(
                condition=Q(rejected=None) | Q(rejected__gte=0, rejected__lte=F("quantity")),
                name="no_more_is_rejected_than_arrived",
            ),
            models.CheckConstraint(condition=Q(weight=None) | Q(weight__gt=0), name="weights_are_positive"),
            models.CheckConstraint(
                condition=Q(moisture=None) | Q(moisture__gte=0, moisture__lte=100), name="moisture_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.verb}"
