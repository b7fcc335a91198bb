"""Amounts in words, as they stand on Indonesian receipts: `dua puluh satu ribu rupiah`."""

UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
SCALES = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (10**3, "ribu"),
    (100, "ratus"),
    (10, "puluh"),
)
ONE = {"ribu": "seribu", "ratus": "seratus", "puluh": "sepuluh"}
"""One of these has a word of its own; one million is `satu juta`."""
TEENS = range(11, 20)


def in_words(amount: int) -> str:
    """A whole number from nought to below 10^15.

    Raises
    ------
    ValueError
        When it is less than nought or larger.
    """
    if not 0 <= amount < 10**15:
        raise ValueError(f"{amount} is not written in words")
    if amount < len(UNITS):
        return UNITS[amount]
    if amount == 11:
        return "sebelas"
    if amount in TEENS:
        return f"{UNITS[amount - 10]} belas"
    size, name = next((size, name) for size, name in SCALES if amount >= size)
    many, rest = divmod(amount, size)
    said = ONE[name] if many == 1 and name in ONE else f"{in_words(many)} {name}"
    return f"{said} {in_words(rest)}" if rest else said
