"""Read what trading pages need from the shipped data, before the first person waits for it."""

from datetime import date

from jejaring.geography import suggest_regions
from jejaring.web.trade.carriage import carriage_to, hours_it_keeps, way
from jejaring.web.trade.line import Context, read_line
from jejaring.web.trade.makings import makings
from jejaring.web.trade.names import commodity_names, recipe_names

GOOD, ORIGIN, DESTINATION = "gkg", "32.05", "51.71"


def warm() -> None:
    """Freight and routes, recipes and names, the words of lines; nothing of the database."""
    for commodity, _name in commodity_names():
        carriage_to(commodity, 0)
    way(ORIGIN, DESTINATION, hours_it_keeps(GOOD))
    makings()
    recipe_names()
    suggest_regions("Gaurt")
    read_line("jual 5 ton gabah kering 7500/kg di Gaurt siap Maret", Context(date(2026, 1, 1), ORIGIN))
