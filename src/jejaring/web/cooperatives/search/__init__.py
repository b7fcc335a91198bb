"""Finding cooperatives by what people type, spelt well or badly.

This package knows words: which of them a cooperative is found by, which are misspelt, which say nothing. It
refuses to know who may see what.
"""

from jejaring.web.cooperatives.search.find import Found, find
from jejaring.web.cooperatives.search.index import index_again, index_new, reindex

__all__ = ["Found", "find", "index_again", "index_new", "reindex"]
