"""Give and revoke tokens; forget what they no longer need."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.accounts.models import Person
from jejaring.web.accounts.second_factor import has_second_factor
from jejaring.web.api.models import Answer, Scope, Token
from jejaring.web.api.rates import forget_meters
from jejaring.web.api.tokens import digest_of, new_text
from jejaring.web.common import audit
from jejaring.web.cooperatives.models import Cooperative, Territory
from jejaring.web.cooperatives.rules import acts_for
from jejaring.web.trade.actions.errors import NotAllowed

MOST_DAYS = 366
MOST = 20
"""Tokens of one person that stand at once."""
ANSWERS_KEPT = timedelta(days=7)
"""How long the same idempotency key gets the same answer."""


@transaction.atomic
def give(
    *, actor: Any, name: str, cooperative: Cooperative | None, scopes: Collection[str], days: int
) -> tuple[Token, str]:
    """A new token and its text, which is not kept.

    Raises
    ------
    NotAllowed
        When the person does not act there, has too many, or has no second factor for a scope that signs.
    """
    if getattr(actor, "reach", None) is not None:
        raise NotAllowed(_("Token dibuat di situs, bukan dengan token."))
    if cooperative is not None and not acts_for(actor, cooperative):
        raise NotAllowed(_("Anda bukan pengurus koperasi ini."))
    if cooperative is None and not Territory.objects.of(actor).exists():
        raise NotAllowed(_("Anda tidak punya wilayah tugas."))
    if cooperative is None or set(scopes) & set(Token.SIGNING):
        _demand_second_factor(actor)
    present = Token.objects.filter(person=actor, revoked=None, expires__gt=timezone.now())
    if present.count() >= MOST:
        raise NotAllowed(_("Paling banyak %(most)s token. Cabut satu dahulu.") % {"most": MOST})
    text = new_text()
    token = Token.objects.create(
        person=actor,
        cooperative=cooperative,
        name=name,
        digest=digest_of(text),
        beginning=text[:12],
        scopes=[scope for scope in Scope.values if scope in scopes],
        expires=timezone.now() + timedelta(days=min(days, MOST_DAYS)),
    )
    audit.record("token.given", token, actor=actor, scopes=token.scopes, cooperative=token.cooperative_id)
    return token, text


@transaction.atomic
def revoke(*, actor: Any, token: Token) -> Token:
    """The token opens nothing from now on. Revoking what is revoked does nothing."""
    current = Token.objects.select_for_update().get(pk=token.pk, person=actor)
    if current.revoked is None:
        current.revoked = timezone.now()
        current.save(update_fields=["revoked"])
        audit.record("token.revoked", current, actor=actor)
    return current


@transaction.atomic
def revoke_all(person: Person, *, actor: Any) -> int:
    """All tokens of a person open nothing from now on; how many did."""
    standing = list(Token.objects.select_for_update().filter(person=person, revoked=None))
    for token in standing:
        token.revoked = timezone.now()
        token.save(update_fields=["revoked"])
        audit.record("token.revoked", token, actor=actor)
    return len(standing)


def forget(*, today: date) -> int:
    """Remove old meters, and answers kept for idempotency keys; how many answers."""
    forget_meters()
    return Answer.objects.filter(at__lt=timezone.now() - ANSWERS_KEPT).delete()[0]


def _demand_second_factor(actor: Any) -> None:
    if not has_second_factor(actor):
        raise NotAllowed(_("Pasang pengaman kedua dahulu: token ini dapat menandatangani atas nama Anda."))
