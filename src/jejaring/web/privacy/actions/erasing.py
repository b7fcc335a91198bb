"""Erase a person: nothing tells any longer who they were, and what they did for cooperatives stands.

The account's row stays as a number that points to nobody, because signatures, deliveries and payments point
to it; sums and rows that are only ever added to are not touched. What is the person's alone is deleted.
"""

import json
import logging
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone

from jejaring.web.accounts.models import Person
from jejaring.web.api.actions.tokens import revoke_all
from jejaring.web.api.models import Answer, Token, Webhook
from jejaring.web.common import audit
from jejaring.web.common.models import AuditEntry
from jejaring.web.cooperatives.actions import claims, memberships
from jejaring.web.cooperatives.models import Claim, Invitation, Membership, Territory
from jejaring.web.privacy.people import of, stands
from jejaring.web.privacy.redaction import INSTEAD, Redaction
from jejaring.web.telling.models import CalendarAddress, ReadMark, Told
from jejaring.web.trade.models import Submission

log = logging.getLogger("jejaring.privacy")
OWN = (EmailAddress, Authenticator, UserSession, CalendarAddress, ReadMark, Told, Submission)
"""What is deleted: it points to nobody else."""


def hold_back(person: Person) -> list[Membership]:
    """Where the person is the last chair: another has to be invited first."""
    chairing = Membership.objects.filter(person=person, role=Membership.Role.CHAIR, ended=None)
    others = Membership.objects.filter(
        cooperative=models.OuterRef("cooperative"), role=Membership.Role.CHAIR, ended=None
    ).exclude(person=person)
    return list(chairing.filter(~models.Exists(others)).select_related("cooperative"))


@transaction.atomic
def erase(person: Person, *, actor: Any, also_the_last_chair: bool = False) -> None:
    """Erase the person.

    Parameters
    ----------
    actor : Person or None
        The person themselves, or None: whoever runs the site, at the person's request.
    also_the_last_chair : bool, default False
        Leave cooperatives without a chair, which the person's own wish does not.

    Raises
    ------
    Refused
        When the person is the last chair of a cooperative.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased:
        return
    addresses = list(EmailAddress.objects.filter(user=person).values_list("email", flat=True))
    redaction = Redaction.of(person.name, person.phone, person.email, *addresses)
    _end_roles(person, actor, also_the_last_chair)
    revoke_all(person, actor=actor)
    Webhook.objects.filter(person=person, ended=None).update(ended=timezone.now())
    Answer.objects.filter(token__person=person).delete()
    _take_out(person, redaction)
    _close_sessions(person, redaction)
    for model in OWN:
        model._base_manager.filter(**{"user" if hasattr(model, "user") else "person": person}).delete()
    person.name, person.phone, person.email = "", None, None
    person.phone_verified = person.is_active = False
    person.last_login, person.erased = None, timezone.now()
    person.set_unusable_password()
    person.save()
    audit.record("account.erased", person, actor=actor)
    transaction.on_commit(lambda: log.warning("account %s was erased", person.pk))


def _end_roles(person: Person, actor: Any, also_the_last_chair: bool) -> None:
    for membership in Membership.objects.filter(person=person, ended=None):
        memberships.end(membership, actor=actor, also_the_last_chair=also_the_last_chair)
    for claim in Claim.objects.filter(person=person, state=Claim.State.WAITING):
        claims.withdraw(claim, actor=actor)
    for territory in Territory.objects.filter(person=person, ended=None):
        territory.ended = timezone.now()
        territory.save(update_fields=["ended"])
        audit.record("territory.ended", territory, actor=actor)


def _take_out(person: Person, redaction: Redaction) -> None:
    """Words for the person alone are replaced; in what they wrote, their name, number and address."""
    Invitation.objects.filter(accepted_by=person).update(name=INSTEAD)
    Claim.objects.filter(person=person).update(nik="", note="")
    Token.objects.filter(person=person).update(name=INSTEAD)
    if not redaction.words:
        return
    for model, _column, rows in of(person):
        if model in OWN or model is AuditEntry or stands(model):
            continue
        names = [field.name for field in model._meta.concrete_fields if _is_prose(field)]
        written = Q()
        for name in names:
            for word in redaction.words:
                written |= Q(**{f"{name}__icontains": word})
        for row in rows.filter(written) if names else ():
            for name in names:
                setattr(row, name, redaction(getattr(row, name)))
            row.save(update_fields=names)
    _take_out_of_the_trail(person, redaction)


def _take_out_of_the_trail(person: Person, redaction: Redaction) -> None:
    mine = AuditEntry.objects.filter(
        Q(actor=person) | Q(subject_type=person._meta.label_lower, subject_id=str(person.pk))
    ).annotate(text=Cast("detail", models.TextField()))
    told = Q()
    for word in redaction.words:
        told |= Q(text__icontains=word) | Q(text__icontains=json.dumps(word)[1:-1])
    for entry in mine.filter(told):
        entry.detail = json.loads(redaction(json.dumps(entry.detail, ensure_ascii=False)))
        entry.save(update_fields=["detail"])


def _is_prose(field: Any) -> bool:
    """Text that people write, not a choice, a key or a file's name."""
    return isinstance(field, models.CharField | models.TextField) and not (field.choices or field.unique)


def _close_sessions(person: Person, redaction: Redaction) -> None:
    """Theirs; and those of anybody who was about to sign in as them, or to sign up with their address."""
    keys = set(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        said = session.get_decoded()
        if said.get("_auth_user_id") == str(person.pk) or redaction(text := json.dumps(said)) != text:
            keys.add(session.session_key)
    Session.objects.filter(session_key__in=keys).delete()
