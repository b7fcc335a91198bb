"""Something that was so on a day: never one "active" flag, but dated facts with their source (DOMAIN 2)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Fact(models.Model):
    """One dated figure or event of a cooperative, and who says so."""

    class Kind(models.TextChoices):
        """What is told."""

        LEGAL = "badan-hukum", _("Badan hukum ada")
        MEETING = "rat", _("Rapat anggota tahunan")
        CERTIFICATE = "sertifikat-nik", _("Sertifikat NIK")
        MEN = "anggota-pria", _("Anggota pria")
        WOMEN = "anggota-wanita", _("Anggota wanita")
        MANAGERS = "manajer", _("Manajer")
        EMPLOYEES = "karyawan", _("Karyawan")
        BRANCHES = "cabang", _("Kantor cabang")
        OWN_CAPITAL = "modal-sendiri", _("Modal sendiri")
        OUTSIDE_CAPITAL = "modal-luar", _("Modal luar")
        TURNOVER = "volume-usaha", _("Volume usaha")
        SURPLUS = "shu", _("Sisa hasil usaha")

    PUBLIC = (
        Kind.LEGAL,
        Kind.MEETING,
        Kind.CERTIFICATE,
        Kind.MEN,
        Kind.WOMEN,
        Kind.MANAGERS,
        Kind.EMPLOYEES,
        Kind.BRANCHES,
    )
    """What anybody may see; money is shown to the cooperative's own people and coordinators."""
    RUPIAH = (Kind.OWN_CAPITAL, Kind.OUTSIDE_CAPITAL, Kind.TURNOVER, Kind.SURPLUS)

    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.CASCADE, related_name="facts"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    on = models.DateField()
    """The day of the event, or the day the figure holds for."""
    value = models.BigIntegerField(null=True, blank=True)
    """People, offices or whole rupiah; of a meeting the year it was held for; else empty."""
    text = models.CharField(max_length=80, blank=True)
    """The certificate's grade, and whatever is not a number."""
    source = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cooperative", "kind", "on", "source"], name="one_fact_a_day_and_source"
            )
        ]
        indexes = [
            models.Index(fields=["kind", "on", "cooperative"]),
            models.Index(fields=["kind", "value", "cooperative"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
