"""What two or more cooperatives agree."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Agreement(models.Model):
    """An agreement and where it stands. Its words are its versions, what was done to it its steps."""

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "rancangan", _("Rancangan")
        PROPOSED = "diajukan", _("Menunggu tanda tangan")
        IN_FORCE = "berlaku", _("Berlaku")
        AMENDING = "diubah", _("Berlaku, perubahan menunggu tanda tangan")
        DECLINED = "ditolak", _("Ditolak")
        WITHDRAWN = "dibatalkan", _("Dibatalkan")
        COMPLETED = "selesai", _("Selesai")

    BINDING = (State.IN_FORCE, State.AMENDING)
    """The states in which it is delivered and paid by."""

    title = models.CharField(_("judul"), max_length=200)
    source = models.CharField(max_length=80, null=True, unique=True)
    """Where it came from, as `proposal:12` or `round:3/C17`: an agreement is made once of each."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    current = models.ForeignKey(
        "agreements.AgreementVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """The version in force; null until all have accepted one."""
    latest = models.ForeignKey(
        "agreements.AgreementVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """The newest version: the one that is, or was last, asked about."""
    version = models.PositiveIntegerField(default=0)
    """The number of its last step, so that nobody answers what they have not seen."""
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["state", "changed"])]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """`PKS-000123`, as it stands on paper."""
        return f"PKS-{self.pk:06d}"

    @property
    def is_binding(self) -> bool:
        """Whether goods move and bills arise by it."""
        return self.state in self.BINDING
