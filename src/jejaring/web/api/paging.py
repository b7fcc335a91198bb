"""Pages by cursor: each begins after the last row of the one before, so every page costs the same."""

import base64
import binascii
from typing import Annotated, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Query

from jejaring.web.api.problems import Problem
from jejaring.web.common.numbers import whole

A_PAGE, MOST = 50, 200

After = Annotated[str, Query(max_length=60, description="`next` of the page before; empty: the first page.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows a page.")]


def page_of(rows: QuerySet, after: str, limit: int) -> tuple[list[Any], str | None]:
    """A page of rows, the newest first, and the cursor of the next one."""
    if after:
        rows = rows.filter(pk__lt=_read(after))
    found = list(rows.order_by("-pk")[: limit + 1])
    return found[:limit], cursor_of(found[limit - 1].pk) if len(found) > limit else None


def cursor_of(key: int | str) -> str:
    """What says where a page ended; nobody should read anything into it."""
    return base64.urlsafe_b64encode(f"v1:{key}".encode()).decode().rstrip("=")


def read_cursor(text: str) -> str:
    """What stands in a cursor.

    Raises
    ------
    Problem
        When the API did not make it.
    """
    try:
        said = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
    except (ValueError, binascii.Error):
        said = ""
    version, _colon, key = said.partition(":")
    if version != "v1":
        raise Problem("not-valid", "", [("after", _("Pakai `next` dari halaman sebelumnya."))])
    return key


def _read(text: str) -> int:
    return whole(read_cursor(text))
