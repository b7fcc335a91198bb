"""Where somebody's data were read, in words that people know: by what a page shows, not by its name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from jejaring.web.accounts.models import Reading
from jejaring.web.cooperatives.models import Cooperative


@dataclass(frozen=True)
class Kind:
    """Pages that show one kind of thing, by the names of their addresses."""

    words: Any
    names: tuple[str, ...]
    reference: str = ""
    """How the first number in the address stands on paper."""
    of_cooperative: bool = False
    """Whether that number is a cooperative's."""


KINDS = (
    Kind(
        gettext_lazy("Daftar pengurus"),
        ("cooperatives:people", "cooperatives:membership-end"),
        of_cooperative=True,
    ),
    Kind(gettext_lazy("Daftar pengurus"), ("api:people",)),
    Kind(
        gettext_lazy("Undangan menjadi pengurus"),
        ("cooperatives:invite", "cooperatives:invitation-withdraw"),
        of_cooperative=True,
    ),
    Kind(gettext_lazy("Undangan menjadi pengurus"), ("cooperatives:invitation",)),
    Kind(
        gettext_lazy("Pengajuan sebagai pengurus"),
        ("cooperatives:claims", "cooperatives:claim-decide", "cooperatives:claim-withdraw"),
    ),
    Kind(
        pgettext_lazy("satu", "Usulan"),
        (
            *("trade:proposal", "trade:counter", "trade:accept", "trade:refuse", "trade:withdraw"),
            "trade:write",
        ),
    ),
    Kind(
        pgettext_lazy("satu", "Perjanjian"),
        (
            *("agreements:agreement", "agreements:amend", "agreements:propose", "agreements:accept"),
            *("agreements:decline", "agreements:withdraw"),
        ),
        "PKS-{:06d}",
    ),
    Kind(
        pgettext_lazy("satu", "Kiriman"),
        (
            *("agreements:shipment", "agreements:receive", "agreements:confirm", "agreements:dispute"),
            *("agreements:recall", "agreements:take-back"),
        ),
        "SJ-{:06d}",
    ),
    Kind(
        pgettext_lazy("satu", "Tagihan"),
        ("money:bill", "money:pay", "money:dispute", "money:uphold"),
        "TGH-{:06d}",
    ),
    Kind(
        pgettext_lazy("satu", "Pembayaran"),
        ("money:payment", "money:confirm", "money:refuse", "money:withdraw"),
        "KWT-{:06d}",
    ),
    Kind(gettext_lazy("Pemeriksaan KUR"), ("finance:assessment",)),
    Kind(gettext_lazy("Aturan KUR"), ("finance:rules", "finance:withdraw-rules")),
    Kind(gettext_lazy("Catatan kepailitan"), ("clearing:insolvency",), of_cooperative=True),
)
PAGES = {name: kind for kind in KINDS for name in kind.names}


@dataclass(frozen=True)
class Told:
    """One reading, as it is told to the person who was read about."""

    at: datetime
    where: str
    reader: int | None
    """The number of an account; None: nobody was signed in."""
    by_program: bool


def told(readings: Iterable[Reading]) -> Iterator[Told]:
    """Each with what its page shows, and of whom or which."""
    rows = list(readings)
    keys = {_first(each) for each in rows if each.page in PAGES and PAGES[each.page].of_cooperative}
    names = dict(Cooperative.objects.filter(pk__in=keys).values_list("pk", "name"))
    for each in rows:
        yield Told(each.at, _where(each, names), each.reader_id, each.token is not None)


def _where(reading: Reading, names: dict[int, str]) -> str:
    kind, key = PAGES.get(reading.page), _first(reading)
    if kind is None:
        return _("Halaman lain")
    of = names.get(key, "") if kind.of_cooperative else kind.reference.format(key)
    return f"{kind.words} {of}".strip()


def _first(reading: Reading) -> int:
    first = reading.about.partition(",")[0]
    return int(first) if first.isascii() and first.isdecimal() else 0
