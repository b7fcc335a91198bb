"""A paper that was made: the file, and what it is known by."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from jejaring.web.common.append_only import AppendOnly


def new_token() -> str:
    """What the QR code of a paper leads to: nobody guesses it."""
    return secrets.token_urlsafe(12)


class Document(AppendOnly):
    """One PDF, kept as it was made; anyone who holds it can ask whether it is genuine."""

    class Kind(models.TextChoices):
        """Which paper."""

        AGREEMENT = "perjanjian", _("Perjanjian kerja sama")
        WAYBILL = "surat-jalan", _("Surat jalan")
        HANDOVER = "bast", _("Berita acara serah terima")
        RECEIPT = "kuitansi", _("Kuitansi")
        CLEARING = "kliring", _("Rincian perjumpaan utang")
        FINANCING = "berkas-bank", _("Berkas pembiayaan")
        QUARTERLY = "triwulan", _("Laporan triwulan")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    subject = models.CharField(max_length=40)
    """Of what it is, as `perjanjian:12:1`: one paper of each."""
    token = models.CharField(max_length=24, unique=True, default=new_token)
    digest = models.CharField(max_length=64)
    """SHA-256 of the file's bytes."""
    file = models.FileField(upload_to="dokumen/%Y/%m")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject"], name="one_paper_a_subject")]

    def __str__(self) -> str:
        return self.subject
