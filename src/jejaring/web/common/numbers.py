"""Numbers that stand in addresses and hidden fields, where anything may have been put."""

MOST_DIGITS = 18
"""No key or page has more; a database takes no more than nineteen."""


def whole(text: str | None, otherwise: int = 0) -> int:
    """The whole number that a text says; `otherwise` where it says none, or one that nobody has given."""
    if not text or not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        return otherwise
    return int(text)
