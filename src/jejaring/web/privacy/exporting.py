"""A person's own data, for them to take along: every row that points to them (UU 27/2022 articles 7 and 13).

Left out: secrets (hashes, keys, links), who the other people in a row are, and what a row tells of a
cooperative rather than of the person who wrote it.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from jejaring.web.accounts.models import Person
from jejaring.web.common.models import AuditEntry
from jejaring.web.privacy.kept import kept
from jejaring.web.privacy.people import of

LEFT_OUT = {
    "accounts.person": {"password"},
    "mfa.authenticator": {"data"},
    "usersessions.usersession": {"session_key", "data"},
    "api.token": {"digest"},
    "api.webhook": {"salt"},
    "telling.calendaraddress": {"secret"},
    "trade.submission": {"token"},
    "cooperatives.registerimport": {"cells", "errors", "headings", "columns", "preview", "result"},
    "finance.financingfile": {"token", "content"},
    "finance.keptassessment": {"record"},
    "finance.rulesettext": {"text"},
}
OF_OTHERS = {
    ("cooperatives.claim", "decided_by"): {"nik", "note", "reason"},
    ("cooperatives.invitation", "by"): {"name", "token"},
    ("cooperatives.invitation", "accepted_by"): {"token"},
}
"""Model and the column by which a row points to the person -> what of it is somebody else's, or secret."""


def data_of(person: Person) -> dict[str, Any]:
    """Everything, a list of rows for each table."""
    words = {table: each for each in kept() for table in each.tables}
    tables: dict[str, list[dict[str, Any]]] = {"accounts.person": [_row(person, person, set())]}
    for model, column, rows in of(person):
        label = model._meta.label_lower
        hidden = LEFT_OUT.get(label, set()) | OF_OTHERS.get((label, column), set())
        for row in rows.iterator():
            tables.setdefault(label, []).append({"as": column} | _row(row, person, hidden))
    tables.setdefault("common.auditentry", []).extend(_about(person))
    return {
        "made": timezone.now().isoformat(),
        "tables": [
            {"table": label, "what": words[label].what, "why": words[label].why, "rows": rows}
            for label, rows in tables.items()
        ],
    }


def _about(person: Person) -> Iterator[dict[str, Any]]:
    """What happened to the account by somebody else: refused sign-ins."""
    about = AuditEntry.objects.filter(subject_type=person._meta.label_lower, subject_id=str(person.pk))
    for row in about.exclude(actor=person).order_by("pk").iterator():
        yield {"as": "subject"} | _row(row, person, set())


def _row(row: models.Model, person: Person, hidden: set[str]) -> dict[str, Any]:
    hidden = hidden | LEFT_OUT.get(row._meta.label_lower, set())
    return {
        field.name: _plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in hidden and _is_own(field, row, person)
    }


def _is_own(field: Any, row: models.Model, person: Person) -> bool:
    """Not another person."""
    return field.related_model is not Person or getattr(row, field.attname) == person.pk


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, models.fields.files.FieldFile):
        return value.name
    return value
