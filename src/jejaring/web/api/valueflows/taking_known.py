"""Agents, goods and recipes of a document: nobody enters them by it, but which are known is told."""

from decimal import Decimal

from django.utils.translation import gettext as _

from jejaring.catalogue import shipped_catalogue
from jejaring.valueflows import Organization, RecipeFlow, RecipeProcess, ResourceSpecification
from jejaring.web.api.problems import Problem
from jejaring.web.api.valueflows.names import RUPIAH, named, spec
from jejaring.web.api.valueflows.reading import Reading
from jejaring.web.trade.line.units import base_unit
from jejaring.web.trade.names import base_of

Flows = set[tuple[str, str, Decimal]]


def known_agent(reading: Reading, agent: Organization) -> tuple[bool, str]:
    """That it is not new, and where it stands.

    Raises
    ------
    Problem
        When it is not in the register: coordinators enter cooperatives.
    """
    return False, f"/cooperatives/{reading.cooperative(agent.id).pk}"


def known_goods(goods: ResourceSpecification) -> tuple[bool, None]:
    """That it is not new: the catalogue has it, in the same unit.

    Raises
    ------
    Problem
    """
    unit = "IDR" if goods.id == RUPIAH else unit_of(goods.id)
    if goods.default_unit_of_resource not in ("", unit):
        raise Problem(
            "not-valid",
            _("“%(ref)s” dihitung dalam %(unit)s, bukan %(said)s.")
            % {"ref": goods.id, "unit": unit, "said": goods.default_unit_of_resource},
        )
    return False, None


def unit_of(ref: str) -> str:
    """The base unit of a commodity, work or carriage of the catalogue.

    Raises
    ------
    Problem
        When it has none such.
    """
    kind, name = named(ref)
    if kind == "service":
        return "kg"
    if kind == "commodity" and (unit := base_unit(name)):
        return unit
    if kind == "work" and name in set(shipped_catalogue().recipes["recipe"]):
        return base_of("", "", name)
    raise Problem("not-valid", _("“%(ref)s” tidak ada dalam katalog.") % {"ref": ref})


def known_recipe(reading: Reading, recipe: RecipeProcess) -> tuple[bool, None]:
    """That it is not new: the catalogue has it, with the same flows.

    Raises
    ------
    Problem
    """
    kind, name = named(recipe.id)
    rows = shipped_catalogue().recipes
    rows = rows.filter(rows["recipe"] == name) if kind == "recipe" else rows.clear()
    if rows.is_empty():
        raise Problem("not-valid", _("“%(ref)s” tidak ada dalam katalog.") % {"ref": recipe.id})
    ours = {
        ("produce" if much > 0 else "consume", spec(good, ""), Decimal(str(abs(much))))
        for good, much in rows.select("commodity", "quantity").iter_rows()
    }
    if _flows(reading, recipe) != ours:
        raise Problem("not-valid", _("Resep “%(ref)s” dalam katalog lain takarannya.") % {"ref": recipe.id})
    return False, None


def _flows(reading: Reading, recipe: RecipeProcess) -> Flows:
    refs = [*recipe.has_recipe_input, *recipe.has_recipe_output]
    flows = [reading.things.get(ref) for ref in refs]
    return {
        (each.action, each.resource_conforms_to, each.resource_quantity.value)
        for each in flows
        if isinstance(each, RecipeFlow) and each.resource_quantity
    }
