"""Somebody looked at a financing file by its link."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jejaring.web.common.append_only import AppendOnly


class Look(AppendOnly):
    """When, at what, and with which program; no address of the network is kept."""

    class What(models.TextChoices):
        """What was looked at."""

        PAGE = "halaman", _("Halaman")
        PAPER = "pdf", _("PDF")

    file = models.ForeignKey("finance.FinancingFile", on_delete=models.PROTECT, related_name="looks")
    what = models.CharField(max_length=7, choices=What.choices)
    program = models.CharField(max_length=200, blank=True)
    """What the browser calls itself."""
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.file_id}: {self.what} {self.at}"
