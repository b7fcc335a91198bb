"""What waits for a person, across all parts of the site: one item for each thing, most pressing first.

It reads how things stand. It keeps nothing: what is done is gone from here by itself.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.language import format_money
from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.clearing.visible import coordinated_by
from jejaring.web.common.templatetags.figures import language
from jejaring.web.cooperatives.models import Membership
from jejaring.web.rounds.models import Attempt, Part, Round
from jejaring.web.telling.agreed import agreed_items
from jejaring.web.telling.item import MOST, Item, address_of
from jejaring.web.trade.models import Proposal
from jejaring.web.trade.names import commodity_name


def waiting_for(person: Any) -> list[Item]:
    """Everything that waits for the person, the soonest due first."""
    roles = dict(Membership.objects.of(person).values_list("cooperative", "role"))
    own = list(roles)
    signing = [cooperative for cooperative, role in roles.items() if role in Membership.SIGNING]
    items = coordinated_items(person)
    if own:
        items += [
            *_parts(signing),
            *_consents(signing),
            *_proposals(own),
            *agreed_items(own, signing),
        ]
    return sorted(items, key=lambda item: (item.due or date.max, item.key))


def coordinated_items(person: Any) -> list[Item]:
    """Rounds that wait for the person who coordinates them."""
    return [*_rounds(person), *_clearings(person)]


def _rounds(person: Any) -> Iterator[Item]:
    mine = coordinated_by(person)
    for each in Round.objects.filter(mine, state__in=[Round.State.READY, Round.State.STOPPED])[:MOST]:
        words = (
            _("Putaran %(round)s terhenti: %(why)s") % {"round": each.name, "why": each.reason}
            if each.state == Round.State.STOPPED
            else _("Rencana putaran %(round)s terbukti: umumkan kepada koperasi.") % {"round": each.name}
        )
        yield Item(f"round:{each.pk}.{each.version}", words, address_of("rounds:round", each.pk))


def parts_asked(cooperatives: list[int]) -> "QuerySet[Part]":
    """Parts of rounds that these may answer today."""
    return Part.objects.filter(
        cooperative__in=cooperatives,
        state=Part.State.WAITING,
        attempt__state=Attempt.State.ASKING,
        attempt__round__state=Round.State.ASKING,
        attempt__answer_until__gte=timezone.localdate(),
    )


def consents_asked(cooperatives: list[int]) -> "QuerySet[Consent]":
    """Rounds of clearing that these may consent to today."""
    return Consent.objects.filter(
        cooperative__in=cooperatives,
        state=Consent.State.ASKED,
        round__state__in=ClearingRound.BEFORE_POSTING,
        round__consent_until__gte=timezone.localdate(),
    )


def _parts(signing: list[int]) -> Iterator[Item]:
    parts = parts_asked(signing).select_related("chain", "attempt__round")
    for part in parts.order_by("attempt__answer_until", "pk")[:MOST]:
        words = _("Terima atau tolak bagian Anda: %(goods)s, keuntungan %(gain)s.") % {
            "goods": commodity_name(part.chain.commodity),
            "gain": format_money(part.gain, language()),
        }
        yield Item(f"part:{part.pk}", words, address_of("rounds:part", part.pk), part.attempt.answer_until)


def _clearings(person: Any) -> Iterator[Item]:
    """Rounds that are computed and wait to be posted."""
    mine = coordinated_by(person)
    ready = ClearingRound.objects.filter(mine, state=ClearingRound.State.READY, cleared__gt=0)
    for each in ready.order_by("pk")[:MOST]:
        words = _("Perjumpaan utang %(round)s terhitung: %(much)s dapat dicoret.") % {
            "round": each.name,
            "much": format_money(each.cleared, language()),
        }
        yield Item(f"clearing:{each.pk}.{each.version}", words, address_of("clearing:round", each.pk))


def _consents(signing: list[int]) -> Iterator[Item]:
    asked = consents_asked(signing).select_related("round")
    for each in asked.order_by("round__consent_until", "pk")[:MOST]:
        words = _("Setujui atau tolak perjumpaan utang: %(round)s.") % {"round": each.round.name}
        address = address_of("clearing:consent", each.pk)
        yield Item(f"clearing-consent:{each.pk}", words, address, each.round.consent_until)


def _proposals(own: list[int]) -> Iterator[Item]:
    waiting = Proposal.objects.filter(
        asked__in=own, state=Proposal.State.WAITING, expires__gte=timezone.localdate()
    ).select_related("sender", "receiver")
    for each in waiting.order_by("expires", "pk")[:MOST]:
        other = each.sender if each.asked_id == each.receiver_id else each.receiver
        words = _("Jawab usulan %(who)s: %(goods)s.") % {
            "who": other.name,
            "goods": commodity_name(each.commodity) or each.get_deal_display(),
        }
        address = address_of("trade:proposal", each.pk)
        yield Item(f"proposal:{each.pk}.{each.version}", words, address, each.expires)
