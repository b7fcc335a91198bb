"""Jejaring: the network on which Indonesia's cooperatives fill each other's gaps."""

__version__ = "0.1.0"
