"""Where in the database people are pointed to: every model that has a column for one."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from jejaring.web.accounts.models import Person
from jejaring.web.common.append_only import AppendOnly
from jejaring.web.trade.models import ProposalStep


def pointing() -> Iterator[tuple[type[models.Model], str]]:
    """Each model and its column, the account itself left out."""
    for field in Person._meta.get_fields(include_hidden=True):
        if isinstance(field, models.ForeignObjectRel) and not field.many_to_many:
            yield field.related_model, field.field.name


def of(person: Person) -> Iterator[tuple[type[models.Model], str, Any]]:
    """Each model, its column, and its rows that point to the person."""
    for model, column in sorted(pointing(), key=lambda each: (each[0]._meta.label_lower, each[1])):
        yield model, column, model._base_manager.filter(**{column: person}).order_by("pk")


def stands(model: type[models.Model]) -> bool:
    """Whether its rows are only ever added to."""
    return issubclass(model, AppendOnly | ProposalStep)
