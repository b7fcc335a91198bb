"""What the benchmark's markets are like: how many cooperatives and commodities, and which goods."""

import math

NATION_LISTINGS, NATION_COMMODITIES = 600_000, 300
LEAST_COMMODITIES = 5
KEEPING, ALL = "keeping", "all"
GOODS = (KEEPING, ALL)
"""Only goods that keep however long their haul takes, or all."""
LISTINGS_PER_COOPERATIVE = 7
"""About 600,000 listings for a cooperative in each of the country's 83,762 villages."""


def commodities_of(listings: int) -> int:
    """Commodities of a market of this many listings.

    They grow with the square root of the listings, to 300 for a nation: a larger market has both more
    commodities and more listings of each.
    """
    grown = round(NATION_COMMODITIES * math.sqrt(listings / NATION_LISTINGS))
    return max(LEAST_COMMODITIES, min(NATION_COMMODITIES, grown))


def cooperatives_of(listings: int) -> int:
    """Cooperatives of a market of this many listings."""
    return max(1, listings // LISTINGS_PER_COOPERATIVE)
