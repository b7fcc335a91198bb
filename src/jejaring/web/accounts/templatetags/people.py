"""Whoever's name, number or address a page shows is shown by these, so that it is kept who read it."""

from typing import Any

from django import template

from jejaring.web.accounts.models import Person
from jejaring.web.accounts.reading import note

register = template.Library()


@register.simple_tag(takes_context=True)
def name_of(context: Any, person: Person) -> str:
    """What the person is called."""
    note(context["request"], person)
    return str(person)


@register.simple_tag(takes_context=True)
def reached_by(context: Any, person: Person, separator: str = " · ") -> str:
    """How the person is reached; empty where nothing is known."""
    note(context["request"], person)
    return separator.join(each for each in (person.phone, person.email) if each)


@register.simple_tag(takes_context=True)
def phone_of(context: Any, person: Person) -> str:
    """The person's number, or nothing."""
    note(context["request"], person)
    return person.phone or ""
