"""The directory: which cooperatives answer a question, one page at a time.

Found by words, they stand best first, at most `search.find.MOST` of them. Without words they stand by place
and name, and a page begins after the last cooperative of the page before, so the thousandth page costs what
the first does.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from jejaring.web.common.numbers import whole
from jejaring.web.cooperatives import search
from jejaring.web.cooperatives.models import Cooperative, Fact
from jejaring.web.cooperatives.models.register import Register

PAGE = 25
"""Cooperatives on a page."""
LAST_PAGE = 1_000
"""Nothing is found on a page beyond it: words find fewer."""
COUNTED = 1_000
"""Further than this nobody counts: "more than 1,000"."""
ORDER = ("region", "name", "pk")


@dataclass(frozen=True)
class Page:
    """One page of the directory."""

    cooperatives: list[Cooperative]
    facts: dict[int, list[Fact]]
    """Of each of them, by its key: its meetings and certificates, newest first."""
    total: int
    """How many answer the question, or `COUNTED` + 1 for more."""
    following: str
    """What leads to the next page: its number, or the cooperative it begins after; empty on the last."""
    found: search.Found | None
    """What the words were taken for; None where there were none."""

    @property
    def many(self) -> bool:
        """Whether there are more than were counted."""
        return self.total > COUNTED or bool(self.found and self.found.more)

    @property
    def counted(self) -> int:
        """At least so many."""
        return min(self.total, COUNTED)


def asked_for(question: dict[str, Any]) -> Register:
    """The cooperatives that pass the filters of a cleaned `DirectoryForm`."""
    among: Register = Cooperative.objects.filter(outside=False)
    if question.get("wilayah"):
        among = among.in_regions(question["wilayah"])
    if question.get("jenis"):
        among = among.filter(type=question["jenis"])
    if question.get("komoditas"):
        among = among.trading(question["komoditas"])
    if question.get("rat"):
        among = among.met_for(question["rat"])
    if question.get("sertifikat"):
        among = among.certified()
    if question.get("badan_hukum"):
        among = among.legal()
    return among


def page(question: dict[str, Any], after: str = "") -> Page:
    """A page of the answer.

    Parameters
    ----------
    question : dict
        As cleaned by `DirectoryForm`.
    after : str, default ""
        What the page before named in `following`; anything else begins anew.
    """
    among = asked_for(question)
    found = search.find(among, question["cari"]) if question.get("cari") else None
    if found is not None:
        first = min(whole(after), LAST_PAGE) * PAGE
        shown = found.cooperatives(first, first + PAGE)
        more = first + PAGE < len(found.keys)
        following = str(first // PAGE + 1) if more else ""
        return Page(shown, _facts(shown), len(found.keys), following, found)
    total = among.order_by()[: COUNTED + 1].count()
    shown = list(_after(among, after).order_by(*ORDER)[: PAGE + 1])
    following = str(shown[PAGE - 1].pk) if len(shown) > PAGE else ""
    return Page(shown[:PAGE], _facts(shown[:PAGE]), total, following, None)


def _after(among: Register, after: str) -> QuerySet[Cooperative]:
    last = Cooperative.objects.filter(pk=whole(after)).first()
    if last is None:
        return among
    further = Q(region__gt=last.region) | Q(region=last.region, name__gt=last.name)
    return among.filter(
        further | Q(region=last.region, name=last.name, pk__gt=last.pk), region__gte=last.region
    )


def _facts(cooperatives: list[Cooperative]) -> dict[int, list[Fact]]:
    found: dict[int, list[Fact]] = {each.pk: [] for each in cooperatives}
    told = Fact.objects.filter(cooperative__in=found, kind__in=(Fact.Kind.MEETING, Fact.Kind.CERTIFICATE))
    for fact in told.order_by("-on"):
        found[fact.cooperative_id].append(fact)
    return found
