"""What a version says, as one text that its digest is taken of."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from jejaring.web.agreements.models import AgreementVersion, Line

TERMS = ("quality", "tolerance", "place", "payment_days", "down_payment", "late", "other", "offset")
PROMISE = (
    "number", "giver_id", "receiver_id", "kind", "commodity", "recipe", "quantity", "unit", "price", "total",
    "freight", "first_month", "last_month", "origin", "destination", "note", "tax",
)  # fmt: skip


def digest_of(version: AgreementVersion, title: str, parties: Iterable[int], lines: Iterable[Line]) -> str:
    """SHA-256 of the title, the parties in their order, the terms and the lines."""
    said = {
        "title": title,
        "parties": list(parties),
        "terms": {name: _plain(getattr(version, name)) for name in TERMS},
        "lines": [{name: _plain(getattr(line, name)) for name in PROMISE} for line in lines],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if hasattr(value, "normalize"):
        return format(value.normalize(), "f")
    return str(value)
