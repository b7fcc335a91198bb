"""The two tags that stand most often on pages, `translate` and `url`, told with less work.

Django asks the language's catalogue and the table of addresses anew at each tag of each page. Here a sentence
is asked for once in each language, and an address with whole numbers in it is learned once and filled in. In
all other cases they do what Django's do, by Django's own code.
"""

from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, Token, Variable
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import get_language

register = template.Library()
UNLIKELY = 7_310_460_298
"""A number that stands in no address by itself; the next ones as well."""


class SentenceNode(Node):
    """A sentence that depends on the language alone, kept for each."""

    def __init__(self, told: TranslateNode) -> None:
        self.told = told
        self.kept: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Any) -> str:
        """In the language of the page."""
        here = (get_language(), context.autoescape)
        sentence = self.kept.get(here)
        if sentence is None:
            sentence = self.kept[here] = self.told.render(context)
        return sentence


class AddressNode(URLNode):
    """An address; with whole numbers alone in it, what stands between them is kept.

    It takes for granted that no application stands in the table of addresses twice.
    """

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.kept: dict[tuple[str, str], list[str]] = {}

    def render(self, context: Any) -> str:
        """The address of the page that is named."""
        numbers = [each.resolve(context) for each in self.args]
        if self.kwargs or self.asvar or any(type(number) is not int or number < 0 for number in numbers):
            return super().render(context)
        place = (self.view_name.resolve(context), get_script_prefix())
        between = self.kept.get(place)
        if between is None:
            super().render(context)  # tells what is wrong with the name or the numbers, if anything is
            between = self.kept[place] = _between(place[0], len(numbers))
        if not between:
            return super().render(context)
        return "".join(part for pair in zip(between, [*map(str, numbers), ""], strict=True) for part in pair)


def _between(name: str, count: int) -> list[str]:
    """What stands before, between and after the numbers in the address of a page; nothing of one that does
    not take every number."""
    numbers = [UNLIKELY + each for each in range(count)]
    try:
        parts, rest = [], reverse(name, args=numbers)
    except NoReverseMatch:
        return []
    for number in numbers:
        part, _number, rest = rest.partition(str(number))
        parts.append(part)
    return [*parts, rest]


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    """`{% translate "..." %}`, as Django's."""
    node = do_translate(parser, token)
    alone = node.message_context is None and node.asvar is None and _constant(node.filter_expression)
    return SentenceNode(node) if alone else node


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """`{% url "..." ... %}`, as Django's."""
    node = django_url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)


def _constant(given: FilterExpression) -> bool:
    return isinstance(given.var, Variable) and given.var.literal is not None and not given.filters
