"""The shipped recipes, as what is made of what."""

from dataclasses import dataclass
from functools import cache

import polars as pl

from jejaring.catalogue import shipped_catalogue


@dataclass(frozen=True)
class Recipe:
    """One way to make something."""

    name: str
    product: str
    """Its main output."""
    inputs: tuple[tuple[str, float], ...]
    """What it takes, and how much for one unit of the product."""


@cache
def makings() -> tuple[Recipe, ...]:
    """Every shipped recipe."""
    rows = []
    for (recipe,), part in shipped_catalogue().recipes.group_by("recipe", maintain_order=True):
        product, made = part.filter(pl.col("quantity") > 0).select("commodity", "quantity").row(0)
        used = part.filter(pl.col("quantity") < 0).select("commodity", "quantity").rows()
        rows.append(Recipe(str(recipe), product, tuple((name, -amount / made) for name, amount in used)))
    return tuple(rows)


def uses_of(commodity: str) -> tuple[str, ...]:
    """The recipes that take a commodity."""
    return tuple(each.name for each in makings() if any(name == commodity for name, _ in each.inputs))


def inputs_of(recipe: str) -> tuple[tuple[str, float], ...]:
    """What a recipe takes, and how much for one unit of its product."""
    return next((each.inputs for each in makings() if each.name == recipe), ())
