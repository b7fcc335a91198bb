"""A synthetic market of any size on real geography, the same for the same seed on any machine.

Regencies, commodities and recipes are the real ones; prices, seasons and quantities are plausible orders of
magnitude; cooperatives are made up and called so. Goods come from some provinces and are needed everywhere,
more where more people live, and what is offered about covers what is needed, along with what recipes use:
so trade over distance pays, and who trades with whom is not obvious.
"""

from jejaring.market.sample.market import sample_market

__all__ = ["sample_market"]
