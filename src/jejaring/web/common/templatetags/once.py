"""Parts of pages that are the same for everybody, made once by each process and not with every page."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token

register = template.Library()
MOST = 2_000
"""Makings that one tag keeps; then it begins anew."""


class OnceNode(template.Node):
    """What stands in it, kept for each combination of values."""

    def __init__(self, nodelist: NodeList, given: list[FilterExpression]) -> None:
        self.nodelist, self.given = nodelist, given
        self.kept: dict[tuple[Any, ...], str] = {}

    def render(self, context: Any) -> str:
        """As it was made the first time."""
        values = tuple(each.resolve(context) for each in self.given)
        made = self.kept.get(values)
        if made is None:
            made = self.nodelist.render(context)
            if len(self.kept) >= MOST:
                self.kept.clear()
            self.kept[values] = made
        return made


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """`{% once LANGUAGE_CODE page %}...{% endonce %}`: nothing in it may depend on anything else."""
    given = [parser.compile_filter(each) for each in token.split_contents()[1:]]
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(nodelist, given)
