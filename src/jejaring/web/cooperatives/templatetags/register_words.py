"""Places in full, and listings in one line."""

from django import template

from jejaring.web.cooperatives.forms.region import full_name

register = template.Library()


@register.filter
def whole_place(code: str) -> str:
    """A place with all it lies in."""
    return full_name(code)
