"""What a cooperative offers, needs, can make, keep or carry: the five listings of a market."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.web.cooperatives.models import Membership
from jejaring.web.trade.stamps import next_numbers


class ListingQuerySet(models.QuerySet["Listing"]):
    """Listings, chosen by who may see them."""

    def open_on(self, day: date) -> "ListingQuerySet":
        """Those shown and planned on a day: not closed, not run out."""
        return self.filter(state=Listing.State.OPEN, expires__gte=day)

    def with_names(self) -> "ListingQuerySet":
        """With no more of their cooperatives than a row of a list shows."""
        own = [field.name for field in Listing._meta.concrete_fields]
        return self.select_related("cooperative").only(*own, "cooperative__name", "cooperative__example")

    def visible_to(self, person: Any) -> "ListingQuerySet":
        """Those that are open to everybody; of a person's own cooperatives all."""
        everybodys = Q(state=Listing.State.OPEN, expires__gte=timezone.localdate())
        if not getattr(person, "is_authenticated", False):
            return self.filter(everybodys)
        return self.filter(everybodys | Q(cooperative__in=own_cooperatives(person)))

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Many at once, numbered as single ones are."""
        listings = list(objs)
        with transaction.atomic():
            numbers = next_numbers(listing.thing for listing in listings)
            for listing in listings:
                listing.stamp = numbers[listing.thing]
            return super().bulk_create(listings, *args, **kwargs)


def own_cooperatives(person: Any) -> models.QuerySet:
    """Ids of the cooperatives a person acts for."""
    return Membership.objects.of(person).values("cooperative")


class Listing(models.Model):
    """At most this much, at no less (a need: no more) than this price, here, in these months.

    The columns are those of a market's files (docs/market-files.md).
    """

    class Kind(models.TextChoices):
        """Which of the five."""

        OFFER = "offers", _("Penawaran")
        NEED = "needs", _("Kebutuhan")
        CAPACITY = "capacities", _("Kapasitas produksi")
        STORE = "stores", _("Gudang")
        HAULAGE = "haulage", _("Angkutan")

    class State(models.TextChoices):
        """Where it stands. A listing that has run out is renewed with one tap."""

        OPEN = "buka", _("Terbuka")
        CLOSED = "tutup", _("Ditutup")

    GOODS = (Kind.OFFER, Kind.NEED, Kind.STORE)

    cooperative = models.ForeignKey(
        "cooperatives.Cooperative",
        on_delete=models.CASCADE,
        related_name="listings",
        verbose_name=_("koperasi"),
    )
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind.choices)
    commodity = models.CharField(_("komoditas"), max_length=60, blank=True)
    """Of offers, needs and stores; a name of the catalogue."""
    recipe = models.CharField(_("resep"), max_length=60, blank=True)
    """Of capacities; a name of the catalogue."""
    quantity = models.DecimalField(_("jumlah"), max_digits=15, decimal_places=3)
    """In the commodity's base unit, for the whole window; of capacities, stores and haulage (kg) a month."""
    price = models.DecimalField(_("harga"), max_digits=15, decimal_places=2)
    """Rupiah per base unit; of capacities, stores and haulage the fee."""
    minimum = models.DecimalField(
        _("jumlah terkecil"), max_digits=15, decimal_places=3, null=True, blank=True
    )
    region = models.CharField(_("wilayah"), max_length=13)
    """Kemendagri code of where it is; of haulage, where it picks up."""
    destination = models.CharField(_("tujuan"), max_length=13, blank=True)
    """Of haulage."""
    hours = models.DecimalField(_("jam"), max_digits=6, decimal_places=1, null=True, blank=True)
    """Of haulage: how long it takes."""
    first_month = models.DateField(_("mulai"), null=True, blank=True)
    """The first day of its first month; empty: at once."""
    last_month = models.DateField(_("sampai"), null=True, blank=True)
    """The first day of its last month; empty: until it expires."""
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    expires = models.DateField(_("berlaku sampai"))
    """It is shown and planned until this day, then waits to be renewed."""
    entered = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)
    """Goes up with every change, so that two people cannot overwrite each other unseen."""
    stamp = models.BigIntegerField(default=0, editable=False)
    """The number that its thing's `Stamp` had when it was last changed; see `trade.stamps`."""

    objects = ListingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="a_listing_has_a_quantity"),
            models.CheckConstraint(condition=Q(price__gte=0), name="a_price_is_not_negative"),
            models.CheckConstraint(
                condition=Q(kind="capacities", commodity="") & ~Q(recipe="")
                | Q(kind="haulage", commodity="", recipe="") & ~Q(destination="")
                | Q(kind__in=("offers", "needs", "stores"), recipe="") & ~Q(commodity=""),
                name="a_listing_says_what_it_is_of",
            ),
        ]
        indexes = [
            models.Index(fields=["commodity", "kind", "state", "expires"]),
            models.Index(fields=["recipe", "state", "expires"]),
            models.Index(fields=["cooperative", "state"]),
            models.Index(fields=["commodity", "kind", "stamp"]),
            models.Index(fields=["recipe", "stamp"]),
        ]

    @property
    def thing(self) -> str:
        """What its `Stamp` is called."""
        return f"{self.kind}:{self.commodity or self.recipe}"

    @property
    def is_open(self) -> bool:
        """Whether it is shown and planned today."""
        return self.state == self.State.OPEN and self.expires >= timezone.localdate()

    @property
    def has_run_out(self) -> bool:
        """Whether it waits to be renewed."""
        return self.state == self.State.OPEN and self.expires < timezone.localdate()

    def __str__(self) -> str:
        return f"{self.kind} {self.commodity or self.recipe} {self.quantity}"
