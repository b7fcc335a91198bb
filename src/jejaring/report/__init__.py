"""A plan told to people: one self-contained page with the map, the chains, the prices and the proof.

This package knows how to say and draw a plan in Indonesian and English. It refuses to change or judge
it: what is proved is what `jejaring.planning.verify` found.
"""

from jejaring.report.page import report_html, write_report

__all__ = ["report_html", "write_report"]
