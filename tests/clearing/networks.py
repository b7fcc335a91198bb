"""Networks of debts to clear: small random ones, and nation-sized ones."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from jejaring.clearing import Obligations


def table_of(rows):
    """Obligations of (id, debtor, creditor, amount[, day of 2026])."""
    columns = ("id", "debtor", "creditor", "amount", "due")
    start = date(2026, 1, 1)
    full = [(*row[:4], start + timedelta(days=row[4] if len(row) > 4 else 0)) for row in rows]
    return pl.DataFrame(full, schema=list(columns), orient="row")


def obligations(*rows):
    return Obligations.of(table_of(rows))


def random_obligations(seed, *, firms=None, debts=None, largest=1_000):
    rng = np.random.default_rng(seed)
    firms = firms or int(rng.integers(2, 9))
    debts = debts or int(rng.integers(1, 30))
    debtor = rng.integers(0, firms, debts)
    creditor = (debtor + rng.integers(1, firms, debts)) % firms
    amount = np.ceil(largest ** rng.random(debts)).astype(np.int64)
    day = rng.integers(0, 5, debts)
    rows = zip(range(debts), debtor, creditor, amount, day, strict=True)
    return obligations(*((f"U{n}", f"F{a}", f"F{b}", int(m), int(d)) for n, a, b, m, d in rows))
