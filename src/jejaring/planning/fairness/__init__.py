"""Fair prices."""

from jejaring.planning.fairness.prices import fair_prices

__all__ = ["fair_prices"]
