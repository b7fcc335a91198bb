"""What waits for a person today, most pressing first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.web.accounts.models import Person
from jejaring.web.accounts.second_factor import has_second_factor
from jejaring.web.cooperatives.models import Claim, Cooperative, Membership, RegisterImport
from jejaring.web.pages.tasks_agreed import Own, agreed_tasks
from jejaring.web.telling.waiting import consents_asked, coordinated_items, parts_asked
from jejaring.web.trade.models import Listing, Proposal

SOON = timedelta(days=7)
MOST = 10
"""Rounds told one by one."""


@dataclass(frozen=True)
class Task:
    """One thing to do, and where."""

    words: str
    address: str


def tasks_of(person: Person, own: Own, territories: list[str]) -> list[Task]:
    """Everything that waits for the person, who has these roles and regions; nothing twice."""
    cooperatives = [cooperative for cooperative, _role in own]
    found: list[Iterator[Task]] = [
        _rounds([cooperative for cooperative, role in own if role in Membership.SIGNING]),
        (Task(words, address) for words, address in agreed_tasks(own)),
        _answers(cooperatives),
        _coordinated(person, territories),
        _listings(cooperatives),
    ]
    if territories or any(role in Membership.SIGNING for _cooperative, role in own):
        found.insert(0, _second_factor(person))
    if not own and not territories:
        found.append(_no_cooperative(person))
    return [task for part in found for task in part]


def _second_factor(person: Person) -> Iterator[Task]:
    if not has_second_factor(person):
        yield Task(
            _("Pasang pengaman kedua: tanpa itu Anda belum dapat menandatangani."), reverse("second-factor")
        )


def _answers(cooperatives: list[int]) -> Iterator[Task]:
    waiting = Proposal.objects.filter(
        asked__in=cooperatives, state=Proposal.State.WAITING, expires__gte=timezone.localdate()
    ).count()
    yield from _counted(
        waiting,
        lambda n: ngettext("%(n)s usulan menunggu jawaban Anda.", "%(n)s usulan menunggu jawaban Anda.", n),
        "trade:proposals",
    )


def _rounds(signing: list[int]) -> Iterator[Task]:
    """What rounds ask the cooperatives that the person signs for; which they are stands in the inbox."""
    if not signing:
        return
    yield from _counted(
        parts_asked(signing).count(),
        lambda n: ngettext(
            "%(n)s bagian Anda dalam putaran menunggu jawaban.",
            "%(n)s bagian Anda dalam putaran menunggu jawaban.",
            n,
        ),
        "telling:inbox",
    )
    yield from _counted(
        consents_asked(signing).count(),
        lambda n: ngettext(
            "%(n)s perjumpaan utang menunggu persetujuan Anda.",
            "%(n)s perjumpaan utang menunggu persetujuan Anda.",
            n,
        ),
        "telling:inbox",
    )


def _coordinated(person: Person, territories: list[str]) -> Iterator[Task]:
    """Rounds, claims and imports that wait for a coordinator."""
    if not territories:
        return
    yield from (Task(item.words, item.address) for item in coordinated_items(person)[:MOST])
    waiting = (
        Claim.objects.filter(
            state=Claim.State.WAITING, cooperative__in=Cooperative.objects.in_regions(territories)
        )
        .exclude(person=person)
        .count()
    )
    yield from _counted(
        waiting,
        lambda n: ngettext(
            "%(n)s orang menunggu diterima sebagai pengurus.",
            "%(n)s orang menunggu diterima sebagai pengurus.",
            n,
        ),
        "cooperatives:claims",
    )
    yield from _counted(
        RegisterImport.objects.filter(by=person, state__in=RegisterImport.WAITING).count(),
        lambda n: ngettext(
            "%(n)s berkas data koperasi belum selesai diimpor.",
            "%(n)s berkas data koperasi belum selesai diimpor.",
            n,
        ),
        "cooperatives:imports",
    )


def _listings(cooperatives: list[int]) -> Iterator[Task]:
    """Listings that ran out, and those that will this week; one query."""
    today = timezone.localdate()
    soon = Q(expires__gte=today, expires__lt=today + SOON)
    counts = Listing.objects.filter(cooperative__in=cooperatives, state=Listing.State.OPEN).aggregate(
        out=Count("pk", filter=Q(expires__lt=today)), soon=Count("pk", filter=soon)
    )
    yield from _counted(
        counts["out"],
        lambda n: ngettext(
            "%(n)s catatan sudah lewat masa berlakunya: perpanjang atau tutup.",
            "%(n)s catatan sudah lewat masa berlakunya: perpanjang atau tutup.",
            n,
        ),
        "trade:mine",
    )
    yield from _counted(
        counts["soon"],
        lambda n: ngettext(
            "%(n)s catatan habis masa berlakunya minggu ini.",
            "%(n)s catatan habis masa berlakunya minggu ini.",
            n,
        ),
        "trade:mine",
    )


def _no_cooperative(person: Person) -> Iterator[Task]:
    if Claim.objects.filter(person=person, state=Claim.State.WAITING).exists():
        yield Task(_("Pengajuan Anda sedang diperiksa koordinator wilayah."), reverse("cooperatives:mine"))
    else:
        yield Task(
            _("Cari koperasi Anda dan ajukan diri sebagai pengurusnya."), reverse("cooperatives:directory")
        )


def _counted(count: int, words: Callable[[int], str], address: str) -> Iterator[Task]:
    if count:
        yield Task(words(count) % {"n": count}, reverse(address))
