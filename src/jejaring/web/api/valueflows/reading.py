"""A document as somebody sent it: which cooperative, promise or event of this site its ids mean."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jejaring.valueflows import Agreement, Commitment, Graph, Organization
from jejaring.web.agreements import models as agreed
from jejaring.web.agreements.visible import commitments_of
from jejaring.web.api.models import Scope, Taken, Token
from jejaring.web.api.problems import Problem
from jejaring.web.api.tokens import guarded_person
from jejaring.web.api.valueflows.names import RUPIAH, key_of, mark_of
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.names import place_name


@dataclass(frozen=True)
class Place:
    """Where an agreement of the document stands here."""

    agreement: agreed.Agreement
    own: bool
    """Whether its ids are those that this site gave."""


class Reading:
    """A document and who sent it, with a token or on a page.

    What an id means that the document does not tell of, this site knows.
    """

    def __init__(self, person: Any, token: Token | None, graph: Graph) -> None:
        self.person, self.token, self.graph = person, token, graph
        self.things = graph.by_id()
        self.places: dict[str, Place] = {}
        """Agreements of the document that stand here, by their id in it."""
        self._agents = {each.id: each for each in graph.of(Organization)}
        self._known: dict[str, Cooperative] = {}
        self.commitments = {each.id: each for each in graph.of(Commitment)}
        self.agreement_of: dict[str, str] = {}
        self.promises: dict[str, list[Commitment]] = defaultdict(list)
        """What is given by each agreement, in the order of the document."""
        self.payments: dict[str, list[Commitment]] = defaultdict(list)
        """What is paid for that, in the same order."""
        for agreement in graph.of(Agreement):
            for ref in (*agreement.stipulates, *agreement.stipulates_reciprocal):
                self.agreement_of[ref] = agreement.id
        for each in self.commitments.values():
            key = self.agreement_of.setdefault(each.id, each.clause_of)
            money = each.resource_conforms_to == RUPIAH
            (self.payments if money else self.promises)[key].append(each)
        self.paid_for = {
            payment.id: promise.id
            for key, payments in self.payments.items()
            for payment, promise in zip(payments, self.promises[key], strict=False)
        }
        """Of what is paid, what it is paid for."""

    def permit(self, scope: Scope) -> None:
        """Go on only with a token for this, or signed in as a token for it demands.

        Raises
        ------
        Problem
        """
        if self.token is None:
            if scope in Token.SIGNING:
                guarded_person(self.person)
        elif scope not in self.token.scopes:
            raise Problem("forbidden", _("Token ini tidak berlaku untuk: %(scopes)s.") % {"scopes": scope})

    def cooperative(self, ref: str) -> Cooperative:
        """The cooperative of this site that an agent is: by its id and name, else by its name and place.

        Raises
        ------
        Problem
            When there is none, or more than one.
        """
        if ref not in self._known:
            self._known[ref] = self._cooperative(ref)
        return self._known[ref]

    def _cooperative(self, ref: str) -> Cooperative:
        told, key = self._agents.get(ref), key_of(ref, "cooperative")
        here = Cooperative.objects.filter(pk=key).first()
        if here and (told is None or (told.name in ("", here.name) and _near(told, here))):
            return here
        if told and told.name:
            same = [each for each in Cooperative.objects.filter(name=told.name)[:50] if _near(told, each)]
            if len(same) == 1:
                return same[0]
            raise Problem(
                "not-valid",
                _("%(count)s koperasi di sini bernama “%(name)s” di %(place)s; harus tepat satu.")
                % {"count": len(same), "name": told.name, "place": place_name(told.primary_location) or "?"},
            )
        raise Problem("not-valid", _("“%(ref)s” bukan koperasi yang dikenal di sini.") % {"ref": ref})

    def order(self, ref: str) -> agreed.Commitment:
        """The promise of this site that a promise of the document is.

        Raises
        ------
        Problem
            When there is none, or none that the person may see.
        """
        rows = commitments_of(self.person)
        if ref not in self.commitments:
            found = rows.filter(pk=key_of(ref, "order")).first()
            if found is None:
                raise Problem("missing", _("“%(ref)s” bukan pesanan yang dikenal di sini.") % {"ref": ref})
            return found
        place = self.places.get(self.agreement_of[ref])
        if place is None:
            raise Problem("not-now", _("Perjanjiannya tidak tercatat di sini."))
        if place.own:
            found = rows.filter(agreement=place.agreement, pk=key_of(ref, "order")).first()
        else:
            line = Taken.objects.filter(mark=mark_of(ref, None, place.agreement.pk)).first()
            number = line.key if line else 0
            found = rows.filter(agreement=place.agreement, number=number).first()
        if found is None and place.agreement.current_id is None:
            raise Problem(
                "not-now",
                _("%(number)s belum ditandatangani semua pihak.") % {"number": place.agreement.number},
            )
        if found is None:
            raise Problem("missing", _("“%(ref)s” bukan pesanan yang dikenal di sini.") % {"ref": ref})
        return found

    def paid_order(self, ref: str) -> agreed.Commitment:
        """The promise that a payment is for."""
        return self.order(self.paid_for.get(ref) or ref.removesuffix("#payment"))


def _near(told: Organization, here: Cooperative) -> bool:
    """Whether both lie in the same regency, or the document does not say where."""
    return not told.primary_location or told.primary_location[:5] == here.region[:5]
