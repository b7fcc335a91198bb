"""What is kept of people and why, as `kept.toml` tells it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

GROUNDS = {
    "contract": _("Perlu untuk perjanjian dengan Anda (UU 27/2022 pasal 20 ayat 2 huruf b)"),
    "law": _("Kewajiban hukum (UU 27/2022 pasal 20 ayat 2 huruf c)"),
    "interest": _("Kepentingan yang sah: keamanan Anda dan mitra Anda (UU 27/2022 pasal 20 ayat 2 huruf f)"),
}
ERASED = {
    "deleted": _("Dihapus seketika."),
    "pseudonym": _("Tinggal tanpa nama: yang tersisa hanya nomor yang tidak menunjuk siapa pun."),
    "redacted": _("Tinggal tanpa nama; nama, nomor, dan alamat Anda di dalam teksnya dihapus."),
}


@dataclass(frozen=True)
class Kept:
    """Tables of one kind."""

    tables: tuple[str, ...]
    """Labels of models, as `accounts.person`."""
    id: str
    en: str
    why_id: str
    why_en: str
    ground: str
    """A key of GROUNDS."""
    seen_id: str
    seen_en: str
    until_id: str
    until_en: str
    erased: str
    """A key of ERASED."""

    @property
    def what(self) -> str:
        """In the language of the page, as the next three."""
        return self._said("")

    @property
    def why(self) -> str:
        """What it is needed for."""
        return self._said("why_")

    @property
    def seen(self) -> str:
        """By whom."""
        return self._said("seen_")

    @property
    def until(self) -> str:
        """How long."""
        return self._said("until_")

    @property
    def ground_words(self) -> str:
        """On which ground of the law."""
        return str(GROUNDS[self.ground])

    @property
    def erased_words(self) -> str:
        """What erasing an account does to it."""
        return str(ERASED[self.erased])

    def _said(self, what: str) -> str:
        text: str = getattr(self, what + ("en" if get_language() == "en" else "id"))
        return text


@cache
def kept() -> tuple[Kept, ...]:
    """All of it."""
    with (Path(__file__).parent / "kept.toml").open("rb") as file:
        told = tomllib.load(file)["kept"]
    return tuple(Kept(**(each | {"tables": tuple(each["tables"])})) for each in told)


def as_markdown() -> str:
    """The table of docs/privacy.md, in the language of the moment."""
    lines = [
        "| what | why | ground | who sees it | how long | when the account is erased |",
        "|---|---|---|---|---|---|",
    ]
    for each in kept():
        cells = (each.what, each.why, each.ground_words, each.seen, each.until, each.erased_words)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
