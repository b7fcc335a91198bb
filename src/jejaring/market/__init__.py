"""A market: one snapshot of who offers, needs and can make what, checked before anyone plans with it.

This package reads markets from CSV, XLSX and Parquet, finds everything wrong with them at once and says
it so that it can be put right, and writes them again. It refuses to know what the best trades are.
"""

from jejaring.market.change import (
    AddListing,
    Change,
    ChangeListing,
    CloseFerry,
    CloseLane,
    ClosePort,
    CloseRegion,
    RemoveListing,
    changed,
)
from jejaring.market.columns import TABLES
from jejaring.market.faults import Fault, MarketFaults
from jejaring.market.model import Market, build_market

__all__ = [
    "TABLES",
    "AddListing",
    "Change",
    "ChangeListing",
    "CloseFerry",
    "CloseLane",
    "ClosePort",
    "CloseRegion",
    "Fault",
    "Market",
    "MarketFaults",
    "RemoveListing",
    "build_market",
    "changed",
]
