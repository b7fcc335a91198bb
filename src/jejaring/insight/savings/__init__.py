"""What the network saves: the same market with trade confined to each cooperative, regency and province, and
free.

`savings` puts surplus, needs served, freight and costs side by side, `savings_by_region` the same by
commodity and region, `cheaper` says by how many per cent the network makes and delivers things for less.
"""

from jejaring.insight.savings.by_region import REGION_COLUMNS, savings_by_region
from jejaring.insight.savings.cheaper import CHEAPER_COLUMNS, cheaper
from jejaring.insight.savings.measures import SAVINGS_COLUMNS, plans_of_scopes, savings

__all__ = [
    "CHEAPER_COLUMNS",
    "REGION_COLUMNS",
    "SAVINGS_COLUMNS",
    "cheaper",
    "plans_of_scopes",
    "savings",
    "savings_by_region",
]
