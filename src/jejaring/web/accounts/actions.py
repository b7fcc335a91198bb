"""Verbs of accounts that django-allauth does not have."""

from typing import Any

from django.db import transaction

from jejaring.web.accounts.models import Person
from jejaring.web.common import audit


@transaction.atomic
def rename(person: Person, *, actor: Any, name: str) -> None:
    """The person is called so from now on, everywhere: nothing keeps a copy of a name."""
    current = Person.objects.select_for_update().get(pk=person.pk)
    if current.name != name:
        current.name = name
        current.save(update_fields=["name"])
        audit.record("account.renamed", current, actor=actor)
