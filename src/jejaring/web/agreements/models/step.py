"""What was done to an agreement: one row for each step, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jejaring.web.common.append_only import AppendOnly


class AgreementStep(AppendOnly):
    """Who did what, in which role, when, to which version."""

    class Verb(models.TextChoices):
        """What was done."""

        DRAFTED = "rancang", _("menyusun")
        AMENDED = "ubah", _("mengubah")
        PROPOSED = "ajukan", _("mengajukan")
        ACCEPTED = "setuju", _("menyetujui")
        DECLINED = "tolak", _("menolak")
        WITHDRAWN = "batal", _("membatalkan")
        COMPLETED = "selesai", _("menyelesaikan")
        REOPENED = "buka", _("membuka kembali")

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=8, choices=Verb.choices)
    version = models.ForeignKey("agreements.AgreementVersion", on_delete=models.PROTECT, related_name="steps")
    by = models.ForeignKey("cooperatives.Cooperative", null=True, on_delete=models.PROTECT, related_name="+")
    """Null: the site."""
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=10, blank=True)
    """The person's role in `by` at that moment (`Membership.Role`)."""
    digest = models.CharField(max_length=64)
    """What the version said: copied here, so that an acceptance stands for itself."""
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_steps_are_numbered"),
            models.UniqueConstraint(
                fields=["version", "by"],
                condition=Q(verb="setuju"),
                name="a_version_is_accepted_once_by_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.verb}"
