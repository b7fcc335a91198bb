"""How every form of the site is drawn: label, help, the field, and what is wrong beside it."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Draws forms with the site's own templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
