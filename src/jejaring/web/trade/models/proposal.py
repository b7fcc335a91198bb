"""One cooperative proposes a trade to another."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jejaring.web.trade.models.listing import Listing


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals."""

    def with_names(self) -> "ProposalQuerySet":
        """With their listings, and no more of the parties than a row of a list shows."""
        own = [field.name for field in Proposal._meta.concrete_fields]
        listing = [f"listing__{field.name}" for field in Listing._meta.concrete_fields]
        read = self.select_related("sender", "receiver", "listing")
        return read.only(*own, *listing, "sender__name", "receiver__name")


class Proposal(models.Model):
    """A proposal and where it stands. What was said in it, and when, are its steps: never changed."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "menunggu", _("Menunggu jawaban")
        ACCEPTED = "diterima", _("Diterima")
        REFUSED = "ditolak", _("Ditolak")
        WITHDRAWN = "dibatalkan", _("Dibatalkan")
        EXPIRED = "lewat", _("Lewat batas waktu")

    class Deal(models.TextChoices):
        """What the two would do."""

        GOODS = "barang", _("Jual beli barang")
        WORK = "olah", _("Jasa pengolahan")
        STORAGE = "simpan", _("Sewa gudang")
        CARRIAGE = "angkut", _("Jasa angkutan")

    batch = models.UUIDField(default=uuid.uuid4, db_index=True)
    """The same for proposals sent to several cooperatives at once."""
    listing = models.ForeignKey("trade.Listing", on_delete=models.PROTECT, related_name="proposals")
    """What it is about: of the sender or of the receiver."""
    deal = models.CharField(max_length=6, choices=Deal.choices)
    commodity = models.CharField(max_length=60, blank=True)
    """What is traded or kept; of work the product; of carriage empty."""
    sender = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.PROTECT, related_name="proposals_sent"
    )
    receiver = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.PROTECT, related_name="proposals_received"
    )
    sender_gives = models.BooleanField()
    """Whether the sender gives the goods or does the work, and is paid; else the receiver does."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="+")
    """Whose answer is waited for: the party that did not make the last terms."""
    expires = models.DateField(_("jawaban ditunggu sampai"))
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)
    """The number of its last step."""

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(sender=F("receiver")), name="nobody_proposes_to_themselves"),
            models.CheckConstraint(
                condition=Q(asked=F("sender")) | Q(asked=F("receiver")), name="a_party_is_asked"
            ),
        ]
        indexes = [
            models.Index(fields=["sender", "state"]),
            models.Index(fields=["receiver", "state"]),
            models.Index(fields=["state", "expires"]),
        ]

    def __str__(self) -> str:
        return f"{self.sender_id} -> {self.receiver_id}: {self.deal} {self.commodity}"

    @property
    def giver_id(self) -> int:
        """The cooperative that gives the goods or does the work."""
        return self.sender_id if self.sender_gives else self.receiver_id

    def other_party_id(self, cooperative_id: int) -> int:
        """The party that `cooperative_id` is not."""
        return self.receiver_id if cooperative_id == self.sender_id else self.sender_id
