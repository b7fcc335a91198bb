"""Who acts for which cooperative, and as what."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Memberships(models.QuerySet["Membership"]):
    """Roles, chosen by whose they are."""

    def of(self, person: Any) -> "Memberships":
        """The present roles of a person; of one who comes by a token, those within its reach."""
        held = self.filter(person=person, ended=None)
        reach = getattr(person, "reach", None)
        return held if reach is None else held.filter(cooperative=reach.cooperative)


class Membership(models.Model):
    """A person's role in a cooperative, from a day until it ends."""

    class Role(models.TextChoices):
        """What a person may do for a cooperative: the chair and the treasurer sign, officers prepare."""

        CHAIR = "ketua", _("Ketua")
        TREASURER = "bendahara", _("Bendahara")
        OFFICER = "pengurus", _("Pengurus")

    SIGNING = (Role.CHAIR, Role.TREASURER)

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=Role.choices)
    since = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True, blank=True)

    objects = Memberships.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "cooperative"],
                condition=models.Q(ended=None),
                name="one_role_a_person_and_cooperative",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}, {self.cooperative}"
