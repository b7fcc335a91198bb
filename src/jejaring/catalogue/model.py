"""What can be traded and what turns into what, as frames."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from jejaring.catalogue.names import Names

COMMODITY_COLUMNS = {
    "commodity": pl.String,
    "name_id": pl.String,
    "name_en": pl.String,
    "unit": pl.String,
    "kg_per_unit": pl.Float64,
    "shelf_life_days": pl.Float64,  # null: keeps
    "handling": pl.String,
    "divisible": pl.Boolean,
}
RECIPE_COLUMNS = {"recipe": pl.String, "commodity": pl.String, "quantity": pl.Float64}
HANDLING_COLUMNS = {
    "handling": pl.String,
    "name_id": pl.String,
    "name_en": pl.String,
    "factor": pl.Float64,  # times the freight rate; null: cannot leave its region (a service)
}


@dataclass(frozen=True)
class Catalogue:
    """The shipped commodities, recipes and handling classes.

    Each frame has at least the columns named above, in that order; the shipped ones carry more
    (group, range, source, note), which planning does not read.
    """

    commodities: pl.DataFrame
    """One row per commodity, in one base unit."""
    recipes: pl.DataFrame
    """One row per recipe and commodity: quantity > 0 made, < 0 used, per unit of the main output,
    which is the recipe's first positive row."""
    handling: pl.DataFrame
    """One row per handling class."""

    @cached_property
    def names(self) -> Names:
        """What the commodities are called, for looking them up."""
        return Names.of(self.commodities)
