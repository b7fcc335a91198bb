"""One line as people write it on WhatsApp, understood: `jual 5 ton gabah kering 7500/kg siap Maret`.

This package knows how people write what they sell, need, make, keep and carry: short words, shortened
numbers, months, places. Where a line can be read in more than one way it says so and asks; it refuses to
guess, to look anything up in a database, and to know who is writing.
"""

from jejaring.web.trade.line.model import Context, Line, Question
from jejaring.web.trade.line.read import read_line
from jejaring.web.trade.line.units import Measure, measures_of, to_base

__all__ = ["Context", "Line", "Measure", "Question", "measures_of", "read_line", "to_base"]
