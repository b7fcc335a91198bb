"""How every form of the site is drawn: label, help, the field, and what is wrong beside it.

Plain inputs and choices are written here and not by Django's templates: a template in a template in a
template, for one tag each, is a good part of what a page with a form costs.
"""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape as told

WIDGETS = "django/forms/widgets"
INPUTS = frozenset(f"{WIDGETS}/{kind}.html" for kind in ("text", "number", "email", "url", "hidden"))
SELECT = f"{WIDGETS}/select.html"
ERRORS = "django/forms/errors/list/default.html"


class FormRenderer(TemplatesSetting):
    """Draws forms with the site's own templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """The HTML of a form, a field or a part of one."""
        if template_name in INPUTS:
            return _input(context["widget"])
        if template_name == SELECT:
            return _select(context["widget"])
        if template_name == ERRORS and not context["errors"]:
            return ""
        return super().render(template_name, context, request)


def _input(widget: dict[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{told(widget["value"])}"'
    return f'<input type="{told(widget["type"])}" name="{told(widget["name"])}"{value}{_more(widget)}>'


def _select(widget: dict[str, Any]) -> str:
    parts = [f'<select name="{told(widget["name"])}"{_more(widget)}>']
    for group, options, _number in widget["optgroups"]:
        if group:
            parts.append(f'<optgroup label="{told(group)}">')
        parts.extend(
            f'\n<option value="{told(option["value"])}"{_more(option)}>{told(option["label"])}</option>'
            for option in options
        )
        if group:
            parts.append("</optgroup>")
    return "".join([*parts, "\n</select>"])


def _more(widget: dict[str, Any]) -> str:
    """What else stands in the tag."""
    return "".join(
        f" {told(name)}" if value is True else f' {told(name)}="{told(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )
