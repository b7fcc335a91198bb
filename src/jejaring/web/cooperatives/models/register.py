"""Questions asked of the register: which cooperatives lie where, do what, and have which dated facts."""

from datetime import date, timedelta
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

CERTIFICATE_DAYS = 2 * 365
"""A NIK certificate holds for two years."""
FEW = 2_000
"""Cooperatives: fewer than this are named one by one instead of looked for row by row."""


def region_range(code: str) -> Q:
    """The places in the region with this code, itself included, as a range that an index can find.

    The upper end is the next code of the same level, so that it holds under every collation:
    only digits differ.
    """
    outer, dot, last = code.rpartition(".")
    following = f"{int(last) + 1:0{len(last)}d}"
    if len(following) > len(last):
        return Q(region=code) | Q(region__startswith=code + ".")
    return Q(region__gte=code, region__lt=f"{outer}{dot}{following}")


class Register(models.QuerySet):
    """Cooperatives, asked for by what is known of them."""

    def in_region(self, code: str) -> Self:
        """Those in the region with this code; all of them for the empty code, the whole country."""
        return self.filter(region_range(code)) if code else self

    def in_regions(self, codes: list[str]) -> Self:
        """Those in any of the regions; none for no region at all."""
        if "" in codes:
            return self
        inside = Q(pk__in=())
        for code in codes:
            inside |= region_range(code)
        return self.filter(inside)

    def trading(self, commodity: str, on: date | None = None) -> Self:
        """Those with an open listing of the commodity."""
        listings = apps.get_model("trade", "Listing").objects.filter(
            commodity=commodity, state="buka", expires__gte=on or timezone.localdate()
        )
        return self._having(listings)

    def met_for(self, year: int) -> Self:
        """Those known to have held the annual meeting for the year."""
        return self._having(self._facts(kind="rat", value=year))

    def certified(self, on: date | None = None) -> Self:
        """Those whose NIK certificate is not older than two years on that day."""
        today = on or timezone.localdate()
        since = today - timedelta(days=CERTIFICATE_DAYS)
        return self._having(self._facts(kind="sertifikat-nik", on__gt=since, on__lte=today))

    def legal(self) -> Self:
        """Those known to exist as legal bodies."""
        return self._having(self._facts(kind="badan-hukum"))

    def _facts(self, **what: Any) -> models.QuerySet:
        return apps.get_model("cooperatives", "Fact").objects.filter(**what)

    def _having(self, rows: models.QuerySet) -> Self:
        """Those that one of `rows` is of.

        Where there are few rows their cooperatives are named, so that the database begins there; where there
        are many, each cooperative looked at will likely have one. Neither database guesses this well itself.
        """
        few = list(rows.order_by().values_list("cooperative_id", flat=True)[:FEW])
        if len(few) < FEW:
            return self.filter(pk__in=set(few))
        return self.filter(Exists(rows.filter(cooperative=OuterRef("pk"))))
