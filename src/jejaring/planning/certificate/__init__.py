"""The certificate: whoever holds a market and a plan can check that the plan is right and is the best.

Everything is recomputed from the two with NumPy and Polars alone; nothing here uses the program, the
solver or the code that made the tables.
"""

from jejaring.planning.certificate.verdict import Check, Verdict
from jejaring.planning.certificate.verify import verify

__all__ = ["Check", "Verdict", "verify"]
