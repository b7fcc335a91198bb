"""What is not drawn by Django's templates at each page says what they would have said."""

import re
from types import ModuleType

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import Context, Engine, Template
from django.urls import NoReverseMatch, get_script_prefix, re_path, set_script_prefix
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


TAGS = [
    "{% translate 'Pasar' %}",
    '{% translate "Lebih dari 5%" %}',
    "{% translate '<b>' %}",
    "{% autoescape off %}{% translate '<b>' %}{% endautoescape %}",
    "{% translate 'Pasar' as told %}[{{ told }}]",
    "{% translate word %}",
    "{% translate 'pasar'|upper %}",
    "{% translate 'Mei' context 'bulan' %}",
    "{% translate 'Pasar' noop %}",
    "{% url 'home' %}",
    "{% url 'trade:listing' number %}",
    "{% url 'trade:listing' text %}",
    "{% url 'trade:listing' pk=number %}",
    "{% url 'trade:listing' -1 as told %}[{{ told }}]",
    "{% url 'agreements:agreement' number as told %}[{{ told }}]",
    "{% url name number %}",
    "{% url 'nowhere' as told %}[{{ told }}]",
]


@pytest.mark.parametrize("tag", TAGS)
def test_sentences_and_addresses_are_djangos(tag):
    ours, djangos = Template(tag), Engine(builtins=["django.templatetags.i18n"]).from_string(tag)
    for language in ("id", "en", "id"):
        for number in (7, 0, 10**12):
            given = {"word": "Pasar", "number": number, "text": str(number), "name": "trade:partners"}
            with translation.override(language):
                assert ours.render(Context(given)) == djangos.render(Context(given))


@pytest.mark.parametrize(
    "tag", ["{% url 'nowhere' %}", "{% url 'trade:listing' %}", "{% url 'home' number %}"]
)
def test_an_address_that_is_none_is_told(tag):
    for number in (7, 7):
        with pytest.raises(NoReverseMatch):
            Template(tag).render(Context({"number": number}))


def test_an_address_that_takes_some_numbers_only_is_djangos(settings):
    years = ModuleType("years")
    years.urlpatterns = [re_path("^(1[0-9]{3})/([0-9]+)/$", print, name="year")]
    settings.ROOT_URLCONF = years
    page = Template("{% url 'year' number 3 %}")
    assert [page.render(Context({"number": number})) for number in (1945, 1946)] == ["/1945/3/", "/1946/3/"]
    with pytest.raises(NoReverseMatch):
        page.render(Context({"number": 2045}))


def test_an_address_stands_where_the_site_stands():
    page, before = Template("{% url 'trade:listing' number %}"), get_script_prefix()
    at_the_root = page.render(Context({"number": 7}))
    try:
        set_script_prefix("/bawah/")
        assert page.render(Context({"number": 8})) == "/bawah" + at_the_root.replace("7", "8")
    finally:
        set_script_prefix(before)
    assert page.render(Context({"number": 7})) == at_the_root
