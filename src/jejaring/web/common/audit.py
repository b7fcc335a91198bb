"""Write the audit trail. Every action calls `record` inside its own transaction."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from jejaring.web.common import correlation
from jejaring.web.common.models import AuditEntry


def record(verb: str, subject: models.Model, *, actor: Any, **detail: Any) -> AuditEntry:
    """One row: `actor` (None: the site itself) did `verb` to `subject`; by which token, and in which request.

    Raises
    ------
    TransactionManagementError
        Outside a transaction, since a trail that can part from what it tells of is none.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(f"{verb} was to be recorded outside a transaction")
    reach = getattr(actor, "reach", None)
    if reach is not None:
        detail["by_token"] = reach.token
    if correlation.current():
        detail["request"] = correlation.current()
    return AuditEntry.objects.create(
        actor=actor,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        detail=detail,
    )


def changes(before: models.Model, after: models.Model, fields: Iterable[str]) -> dict[str, list[Any]]:
    """For each field that differs its old and its new value, in words that JSON can hold."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in fields)
    return {name: [_plain(old), _plain(new)] for name, old, new in pairs if old != new}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
