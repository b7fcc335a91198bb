"""Back from a delivery to the deliveries it was made of, down to the raw material."""

from dataclasses import dataclass

from jejaring.web.agreements.models import MadeOf, Shipment

DEEPEST = 12
"""Steps of a chain that are followed."""
MOST = 200
"""Deliveries that are told of one."""


@dataclass(frozen=True)
class Link:
    """One delivery of the chain."""

    shipment: Shipment
    depth: int
    """0: the product; 1: what it was made of; ..."""


def trace(shipment: Shipment) -> list[Link]:
    """The delivery and what it was made of, each followed by its own materials; each delivery told once."""
    materials = _materials_behind(shipment)
    depths: dict[int, int] = {}
    todo = [(shipment.pk, 0)]
    while todo and len(depths) < MOST:
        key, depth = todo.pop()
        if key not in depths:
            depths[key] = depth
            todo += [(material, depth + 1) for material in reversed(materials.get(key, []))]
    whole = Shipment.objects.select_related(
        "commitment__line", "commitment__giver", "commitment__receiver"
    ).in_bulk(depths)
    return [Link(whole[key], depth) for key, depth in depths.items()]


def _materials_behind(shipment: Shipment) -> dict[int, list[int]]:
    """Delivery -> what it was made of, for all deliveries behind one; a query for each step of the chain."""
    behind: dict[int, list[int]] = {}
    edge = {shipment.pk}
    for _step in range(DEEPEST):
        rows = MadeOf.objects.filter(product__in=edge).order_by("pk").values_list("product", "material")
        fresh: dict[int, list[int]] = {}
        for product, material in rows:
            fresh.setdefault(product, []).append(material)
        behind |= fresh
        edge = {one for materials in fresh.values() for one in materials} - set(behind)
        if not edge:
            break
    return behind
