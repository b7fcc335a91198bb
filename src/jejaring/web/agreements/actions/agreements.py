"""Draft, amend, propose, accept, decline and withdraw agreements, by `steps.AGREEMENT`."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.web.agreements.actions.commitments import bring_into_force, check_against_deliveries
from jejaring.web.agreements.actions.completion import end_or_reopen
from jejaring.web.agreements.actions.taken import take_down
from jejaring.web.agreements.actions.taking import acting, allowed_step
from jejaring.web.agreements.content import digest_of
from jejaring.web.agreements.models import Agreement, AgreementStep, AgreementVersion, Line, Party
from jejaring.web.agreements.steps import AGREEMENT, Allowed
from jejaring.web.agreements.terms import Promise, Terms, check_lines
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.actions.errors import NotAllowed

Verb = AgreementStep.Verb


@transaction.atomic
def draft(
    *,
    actor: Any,
    title: str,
    parties: Sequence[Cooperative],
    lines: Sequence[Promise],
    terms: Terms,
    source: str | None = None,
    by: Cooperative | None = None,
) -> Agreement:
    """A draft of an agreement between two or more cooperatives: its first version, asked of nobody yet.

    Parameters
    ----------
    actor : Person or None
        Who drafts it; None: the site, as when a round ends.
    title : str
        What it is called on paper, at most 200 letters.
    parties : sequence of Cooperative
        First party, second party, ...; each gives or receives in some line.
    lines : sequence of Promise
        Who gives what to whom, numbered 1, 2, ... in this order.
    terms : Terms
        What holds for all lines.
    source : str, optional
        Where it came from, as `round:3/C17`. Asked again with the same source, the agreement that was made
        then is given back unchanged, so that a broken-off job may be repeated.
    by : Cooperative, optional
        The party that drafts it; found from `actor` when left out.

    Raises
    ------
    ValidationError
        When the lines make no sense among the parties; see `terms.check_lines`.
    NotAllowed
        When the actor acts for none of the parties.
    """
    agreement, is_new = _begun(title[:200], source)
    if not is_new:
        return agreement
    Party.objects.bulk_create(
        Party(agreement=agreement, cooperative=party, number=number)
        for number, party in enumerate(parties, start=1)
    )
    by_id, role = _author(actor, agreement, by)
    _write(agreement, by_id, actor, terms, lines, parties)
    take_down(agreement, Verb.DRAFTED, by_id, actor, role)
    return agreement


@transaction.atomic
def amend(
    *,
    actor: Any,
    agreement: Agreement,
    version: int,
    terms: Terms,
    lines: Sequence[Promise],
    by: Cooperative | None = None,
) -> Agreement:
    """Other words instead: a new version, which all have to accept (again).

    What is in force stays so until then.

    Lines are known by their `number`; one left out is dropped, one with number 0 is new.
    """
    current, allowed = _locked(agreement, Verb.AMENDED, version)
    by_id, role = _taker(actor, current, allowed, by)
    parties = [party.cooperative for party in current.parties.select_related("cooperative")]
    _write(current, by_id, actor, terms, lines, parties)
    check_against_deliveries(current)
    current.state = allowed.after
    take_down(current, Verb.AMENDED, by_id, actor, role)
    return current


@transaction.atomic
def propose(*, actor: Any, agreement: Agreement, version: int, by: Cooperative | None = None) -> Agreement:
    """Ask all parties to sign the draft."""
    current, allowed = _locked(agreement, Verb.PROPOSED, version)
    by_id, role = _taker(actor, current, allowed, by)
    current.state = allowed.after
    take_down(current, Verb.PROPOSED, by_id, actor, role)
    return current


@transaction.atomic
def accept(*, actor: Any, agreement: Agreement, version: int, by: Cooperative | None = None) -> Agreement:
    """Sign the newest version for a party. With the last signature it comes into force, and its lines become
    commitments."""
    current, allowed = _locked(agreement, Verb.ACCEPTED, version)
    missing = waited_for(current)
    by_id, role = _taker(actor, current, allowed, by, among=missing)
    last = missing == {by_id}
    current.state = allowed.last if last else allowed.after
    if last:
        current.current = current.latest
    step = take_down(current, Verb.ACCEPTED, by_id, actor, role)
    if last:
        bring_into_force(current, step)
        end_or_reopen(current)
    return current


@transaction.atomic
def decline(
    *, actor: Any, agreement: Agreement, version: int, reason: str, by: Cooperative | None = None
) -> Agreement:
    """Say no to the newest version, and why. A version in force before it stays in force."""
    return _end(Verb.DECLINED, actor, agreement, version, reason, by)


@transaction.atomic
def withdraw(
    *, actor: Any, agreement: Agreement, version: int, reason: str = "", by: Cooperative | None = None
) -> Agreement:
    """Take back one's own newest version."""
    return _end(Verb.WITHDRAWN, actor, agreement, version, reason, by)


def waited_for(agreement: Agreement) -> set[int]:
    """The parties that have not signed its newest version yet."""
    latest = [step for step in agreement.steps.all() if step.version_id == agreement.latest_id]
    signed = {step.by_id for step in latest if step.verb == Verb.ACCEPTED}
    return {party.cooperative_id for party in agreement.parties.all()} - signed


def _end(
    verb: AgreementStep.Verb,
    actor: Any,
    agreement: Agreement,
    version: int,
    reason: str,
    by: Cooperative | None,
) -> Agreement:
    current, allowed = _locked(agreement, verb, version)
    by_id, role = _taker(actor, current, allowed, by, reason=reason)
    current.state = allowed.after
    take_down(current, verb, by_id, actor, role, reason=reason.strip())
    end_or_reopen(current)
    return current


def _locked(agreement: Agreement, verb: AgreementStep.Verb, version: int) -> tuple[Agreement, Allowed]:
    current = Agreement.objects.select_for_update(of=("self",)).select_related("latest").get(pk=agreement.pk)
    return current, allowed_step(AGREEMENT, verb, current, version)


def _taker(
    actor: Any,
    agreement: Agreement,
    allowed: Allowed,
    by: Cooperative | None,
    *,
    among: set[int] | None = None,
    reason: str = "",
) -> tuple[int | None, str]:
    """The party that takes the step, and the person's role in it; None where the site does."""
    if actor is None:
        if not allowed.site:
            raise NotAllowed(_("Langkah ini hanya dapat diambil oleh orang."))
        return None, ""
    parties = set(agreement.parties.values_list("cooperative", flat=True)) if among is None else among
    author = agreement.latest.by_id if agreement.latest else None
    if allowed.who == "author" and author is not None:
        parties &= {author}
    if by is not None:
        parties &= {by.pk}
    return acting(actor, parties, signs=allowed.signs, reason=reason if allowed.reason else None)


def _begun(title: str, source: str | None) -> tuple[Agreement, bool]:
    """A new agreement, or the one of this source; of two who ask at once one makes it."""
    if source is None:
        return Agreement.objects.create(title=title), True
    return Agreement.objects.get_or_create(source=source, defaults={"title": title})


def _author(actor: Any, agreement: Agreement, by: Cooperative | None) -> tuple[int | None, str]:
    if actor is None:
        return None, ""
    parties = set(agreement.parties.values_list("cooperative", flat=True))
    return acting(actor, parties & {by.pk} if by else parties, signs=False)


def _write(
    agreement: Agreement,
    by_id: int | None,
    actor: Any,
    terms: Terms,
    promises: Sequence[Promise],
    parties: Sequence[Cooperative],
) -> None:
    """A new version with its lines becomes the newest."""
    number = (agreement.latest.number if agreement.latest else 0) + 1
    version = AgreementVersion(agreement=agreement, number=number, by_id=by_id, person=actor, **vars(terms))
    free = max([promise.number for promise in promises] + _numbers_used(agreement), default=0)
    lines: list[Line] = []
    for promise in promises:
        if not promise.number:
            free += 1
        lines.append(promise.line(version, free))
    lines.sort(key=lambda line: line.number)
    check_lines(lines, parties)
    version.full_clean(exclude=["agreement", "digest", "by", "person"], validate_constraints=False)
    version.digest = digest_of(version, agreement.title, [party.pk for party in parties], lines)
    version.save()
    for line in lines:
        line.version = version
    Line.objects.bulk_create(lines)
    agreement.latest = version
    agreement.save()


def _numbers_used(agreement: Agreement) -> list[int]:
    return list(Line.objects.filter(version__agreement=agreement).values_list("number", flat=True).distinct())
