"""How long work tells how far it has come."""

from collections.abc import Callable

ProgressTold = Callable[[str, float], None]
"""Called with the stage ("build", "solve", "trade", "trace", ...) and the share of it done, 0 to 1."""
