"""A legal cooperative, as the register knows it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jejaring.web.cooperatives.models.register import Register


class Cooperative(models.Model):
    """A primary or secondary cooperative. What changes with time about it is a `Fact`."""

    class Form(models.TextChoices):
        """What its members are: people, or cooperatives."""

        PRIMARY = "primer", _("Primer")
        SECONDARY = "sekunder", _("Sekunder")

    class Type(models.TextChoices):
        """What it does for them (UU 25/1992 art. 16)."""

        CONSUMERS = "konsumen", _("Konsumen")
        PRODUCERS = "produsen", _("Produsen")
        SAVINGS = "simpan-pinjam", _("Simpan pinjam")
        SERVICES = "jasa", _("Jasa")
        MARKETING = "pemasaran", _("Pemasaran")

    name = models.CharField(_("nama"), max_length=200)
    nik = models.CharField(_("NIK"), max_length=16, unique=True, null=True, blank=True)
    """National cooperative number: 10 to 16 digits; none of them is known to be a check digit."""
    legal_number = models.CharField(_("nomor badan hukum"), max_length=80, blank=True)
    legal_date = models.DateField(_("tanggal badan hukum"), null=True, blank=True)
    amendment_number = models.CharField(_("nomor perubahan anggaran dasar"), max_length=80, blank=True)
    amendment_date = models.DateField(_("tanggal perubahan anggaran dasar"), null=True, blank=True)
    nib = models.CharField(_("NIB"), max_length=13, blank=True)
    npwp = models.CharField(_("NPWP"), max_length=20, blank=True)
    form = models.CharField(_("bentuk"), max_length=10, choices=Form.choices, blank=True)
    type = models.CharField(_("jenis"), max_length=14, choices=Type.choices, blank=True)
    group = models.CharField(_("kelompok"), max_length=60, blank=True)
    """KUD, pertanian, perkebunan, ...: whatever the register says."""
    address = models.CharField(_("alamat"), max_length=300, blank=True)
    region = models.CharField(_("wilayah"), max_length=13)
    """Kemendagri code of the finest place known: province 32 to village 32.05.01.2001."""
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    outside = models.BooleanField(default=False)
    """The open market (traders, retail): a real alternative, but not a member."""
    example = models.BooleanField(default=False)
    """Invented, to try the site out; always shown as such."""
    by_hand = models.JSONField(default=list, blank=True)
    """Names of the fields that people set here: a register file that tells them otherwise is a mismatch."""
    entered = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)
    """Goes up with every change, so that two people cannot overwrite each other unseen."""

    objects = Register.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["region", "name"]),
            models.Index(fields=["type", "region"]),
            models.Index(fields=["name"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def regency(self) -> str:
        """Code of the regency it lies in, or of its province when no more is known."""
        return self.region[:5]
