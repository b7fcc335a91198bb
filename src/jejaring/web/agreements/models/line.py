"""One promise as a version of an agreement words it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jejaring.web.common.append_only import AppendOnly


class Line(AppendOnly):
    """So much of this, from one party to another, in these months, for this total."""

    class Kind(models.TextChoices):
        """What is given."""

        GOODS = "barang", _("Barang")
        WORK = "olah", _("Jasa pengolahan")
        STORAGE = "simpan", _("Sewa gudang")
        CARRIAGE = "angkut", _("Jasa angkutan")

    version = models.ForeignKey("agreements.AgreementVersion", on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    """The same promise has the same number in every version; so its commitment stays one row."""
    giver = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.GOODS)
    commodity = models.CharField(_("komoditas"), max_length=60, blank=True)
    """Of goods and storage what is given or kept; of work its product; of carriage empty."""
    recipe = models.CharField(_("resep"), max_length=60, blank=True)
    """Of work, and of goods that the giver makes: what turns into it; else empty."""
    quantity = models.DecimalField(_("jumlah"), max_digits=15, decimal_places=3)
    """In `unit`."""
    unit = models.CharField(_("satuan"), max_length=20)
    """The commodity's base unit; of carriage kg."""
    price = models.DecimalField(_("harga"), max_digits=15, decimal_places=2)
    """Rupiah per unit, for people to read; what is owed is `total`."""
    total = models.BigIntegerField(_("nilai"))
    """Whole rupiah that the receiver owes the giver for all of it, taxes apart."""
    freight = models.BigIntegerField(_("ongkos angkut"), default=0)
    """Whole rupiah that bringing it is expected to cost the receiver besides, paid to whoever carries it."""
    first_month = models.DateField(_("mulai"), null=True)
    """First day of the first month in which it is delivered; null: at once."""
    last_month = models.DateField(_("sampai"), null=True)
    """First day of the last month; null: not laid down."""
    origin = models.CharField(_("dari"), max_length=13)
    """Kemendagri code of where it leaves."""
    destination = models.CharField(_("ke"), max_length=13)
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    tax = models.CharField(_("pajak"), max_length=30, blank=True)
    """Name of a dated tax setting (`money.taxes`); empty, and so without tax, unless the giver is taxable."""

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="lines_are_numbered"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="a_line_has_a_quantity"),
            models.CheckConstraint(
                condition=Q(total__gte=0, price__gte=0, freight__gte=0), name="no_line_is_paid_backwards"
            ),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="nobody_gives_to_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.commodity or self.kind} {self.quantity} {self.unit}"
