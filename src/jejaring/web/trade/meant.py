"""Which goods somebody means who types a word: `gabah kering giling` is one, `kopi` is many."""

from collections.abc import Collection
from functools import lru_cache

from jejaring.catalogue import find_commodity, shipped_catalogue
from jejaring.catalogue.names import fold
from jejaring.web.trade.makings import makings


@lru_cache(maxsize=4096)
def goods_meant(text: str) -> tuple[str, ...]:
    """The commodity of that name, or else all whose name, in either language, has every word of the text."""
    catalogue = shipped_catalogue()
    exact = find_commodity(text, catalogue)
    if exact is not None:
        return (exact,)
    words = fold(text).split()
    if not words:
        return ()
    rows = catalogue.commodities.select("commodity", "name_id", "name_en").rows()
    return tuple(
        commodity
        for commodity, *names in rows
        if any(set(words) <= set(fold(name or "").split()) for name in names)
    )


def recipes_meant(goods: Collection[str]) -> tuple[str, ...]:
    """The recipes that make one of the goods."""
    return tuple(recipe.name for recipe in makings() if recipe.product in goods)
