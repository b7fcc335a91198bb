"""Names that may be written from right to left, in sentences written from left to right.

It knows the directions of letters (Unicode Standard Annex 9). It refuses to know what is named.
"""

import unicodedata

BEGIN, END = "\u2068", "\u2069"  # first strong isolate, pop directional isolate
TURNING = frozenset({"R", "AL", "AN"})
ORDERS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def isolated(name: str) -> str:
    """`name` so that it cannot turn the writing around it; one written from left to right is left as it is.

    Characters that give orders about direction are dropped.
    """
    if name.isascii():
        return name
    directions = [unicodedata.bidirectional(letter) for letter in name]
    if TURNING.isdisjoint(directions) and ORDERS.isdisjoint(directions):
        return name
    kept = "".join(
        letter for letter, direction in zip(name, directions, strict=True) if direction not in ORDERS
    )
    return f"{BEGIN}{kept}{END}"
