"""What is not drawn by Django's templates at each page says what they would have said."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import gettext_lazy

from jejaring.web.common.renderer import FormRenderer

BAD = "<b>\"x\" & 'y'</b>"
WIDGETS = [
    forms.TextInput(attrs={"list": "a", "required": True, "disabled": False, "data-x": BAD}),
    forms.NumberInput(attrs={"min": 2, "step": "any"}),
    forms.EmailInput(),
    forms.URLInput(),
    forms.HiddenInput(),
    forms.Select(choices=[("", gettext_lazy("Semua")), ("a", BAD), (7, "tujuh"), (BAD, "d")]),
    forms.Select(attrs={"required": True}, choices=[("Kelompok " + BAD, [("a", "A"), (7, "B")]), ("z", "Z")]),
    forms.NullBooleanSelect(),
]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("value", [None, "", "a", 7, BAD, "1.500"])
def test_fields_are_what_django_makes_of_them(widget, value):
    def tags(renderer):
        drawn = widget.render("nama", value, attrs={"id": "id_nama"}, renderer=renderer)
        return re.sub(r"\s*\n\s*", "", drawn)

    assert tags(FormRenderer()) == tags(DjangoTemplates())


def test_what_is_the_same_for_all_is_made_once_for_each_combination():
    page = Template(
        "{% load once %}{% once LANGUAGE_CODE here %}{{ told }} {% translate 'Pasar' %}{% endonce %}"
    )

    def made(language, here, told):
        with translation.override(language):
            return page.render(Context({"LANGUAGE_CODE": language, "here": here, "told": told}))

    assert made("id", "a", 1) == "1 Pasar"
    assert made("en", "a", 2) == "2 Market"
    assert made("id", "b", 3) == "3 Pasar"
    assert made("id", "a", 4) == "1 Pasar"
