"""The practical plan: what is signed of an exact plan.

Beside the exact plan, whose quantities are real numbers, stands one that can be carried out by people: every
`minimum` is kept, pairs and heads are whole, every amount is in whole rupiah and every sum exact, and nobody
loses. It is worth a little less than the exact plan, whose bound says at most how much.
"""

from jejaring.planning.practical.make import practical_plan
from jejaring.planning.practical.tables import Practical

__all__ = ["Practical", "practical_plan"]
