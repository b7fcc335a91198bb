"""What must hold between the cells of a market, and between them and the world.

Each module here knows one subject and returns every fault of it; none of them stops at the first. They
work on tables whose cells were already read (`jejaring.market.cells`), in which null means missing or
already reported.
"""

from collections.abc import Mapping

from jejaring.market.checks.catalogue import check_catalogue
from jejaring.market.checks.identity import check_identity
from jejaring.market.checks.places import check_places
from jejaring.market.checks.references import check_references
from jejaring.market.checks.regions import resolve_regions
from jejaring.market.checks.windows import check_windows
from jejaring.market.faults import Fault
from jejaring.market.table import Table

__all__ = ["check_tables"]


def check_tables(tables: Mapping[str, Table]) -> tuple[dict[str, Table], list[Fault]]:
    """The tables with their regions as codes, and everything wrong with them."""
    resolved, faults = resolve_regions(tables)
    for check in (check_identity, check_references, check_catalogue, check_windows, check_places):
        faults += check(resolved)
    return resolved, faults
