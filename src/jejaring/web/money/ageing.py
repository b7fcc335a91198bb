"""How long ago what is owed was due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from jejaring.web.money.models import Obligation

AGES = (
    (0, _("Belum jatuh tempo")),
    (30, _("Lewat 1-30 hari")),
    (60, _("Lewat 31-60 hari")),
    (90, _("Lewat 61-90 hari")),
    (None, _("Lewat lebih dari 90 hari")),
)
"""At most so many days past due; None: any longer."""


@dataclass(frozen=True)
class Age:
    """What of some bills is of one age."""

    words: str
    amount: int
    """Whole rupiah."""
    count: int


def ageing(bills: Iterable[Obligation], today: date) -> list[Age]:
    """The balances of bills by how long they are past due; their sum is the sum of the balances."""
    owed = [(max((today - bill.due).days, 0), bill.balance) for bill in bills if bill.balance]
    found, above = [], -1
    for most, words in AGES:
        here = [balance for days, balance in owed if days > above and (most is None or days <= most)]
        found.append(Age(str(words), sum(here), len(here)))
        above = most if most is not None else above
    return found
