"""Kinds of values that several subjects tell and take."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from annotated_types import Ge, Le
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Path, Schema, UploadedFile
from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from jejaring.web.api.problems import Problem
from jejaring.web.common.numbers import MOST_DIGITS

LARGEST = 10**MOST_DIGITS - 1
Key = Annotated[int, Path(ge=1, le=LARGEST)]
"""In an address."""
Number = Annotated[int, Path(ge=1, le=32_000)]
"""Of a version or an attempt, in an address."""
Id = Annotated[int, Field(ge=1, le=LARGEST)]
"""In a body."""
Upload = Annotated[UploadedFile, WithJsonSchema({"type": "string", "format": "binary", "minLength": 1})]
"""A file in a form: never an empty one."""
Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", examples=["2027-03"])]
LARGEST_AMOUNT = 10**15
PLAIN = re.compile(r"[0-9]{1,15}(?:[.][0-9]{1,9})?", re.ASCII)


def _plain(value: Any) -> Any:
    """Digits as text, or a number; not 1e5, not nan, no blanks."""
    if isinstance(value, str) and not PLAIN.fullmatch(value):
        raise ValueError(value)
    return value


_TEXT: dict[str, Any] = {"type": "string", "pattern": f"^{PLAIN.pattern}$"}
_NUMBER: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": LARGEST_AMOUNT}
_Amount = Annotated[Decimal, BeforeValidator(_plain), Ge(0), Le(LARGEST_AMOUNT)]
Amount = Annotated[_Amount, WithJsonSchema({"anyOf": [_TEXT, _NUMBER]})]
"""In a body; forms say how many decimals make sense."""
AmountText = Annotated[_Amount, WithJsonSchema(_TEXT)]
"""In an address, or in a form beside files, where all is text."""
Text = Annotated[str, Field(max_length=2000)]
Said = Annotated[str, Field(min_length=1, max_length=2000)]
"""Beside a file, where what is empty counts as not sent."""


class Input(Schema):
    """What is taken; a field that is not known is refused, as it may be misspelt."""

    model_config = ConfigDict(extra="forbid")


class Reason(Input):
    """Why."""

    reason: Text


class Named(Schema):
    """A cooperative by its key and name."""

    id: int
    name: str


def month(day: date | None) -> str | None:
    """2027-03 of the first day of a month."""
    return f"{day:%Y-%m}" if day else None


MonthOut = Annotated[str | None, BeforeValidator(lambda day: month(day) if isinstance(day, date) else day)]
"""Told of the first day of a month."""


def found(rows: Any, key: int) -> Any:
    """The row among those that the caller may see; for others there is none."""
    return get_object_or_404(rows, pk=key)


def named(rows: Any, key: int, field: str) -> Any:
    """The row that a field of the body names, among those that the caller may see.

    Raises
    ------
    Problem
        When there is none.
    """
    row = rows.filter(pk=key).first()
    if row is None:
        raise Problem("not-valid", "", [(field, _("Tidak ada, atau bukan untuk Anda."))])
    return row


def file_of(media_type: str) -> dict[str, Any]:
    """What OpenAPI says of an answer that is a file."""
    content = {media_type: {"schema": {"type": "string", "format": "binary"}}}
    return {"responses": {200: {"description": "The file.", "content": content}}}


def sent(file: Any, media_type: str) -> FileResponse:
    """A kept file."""
    try:
        return FileResponse(file.open("rb"), content_type=media_type)
    except FileNotFoundError:
        raise Http404 from None
