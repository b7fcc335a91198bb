"""Register files on their way in."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from jejaring.web.api.fields import Input
from jejaring.web.cooperatives.importing.columns import FIELDS

Column = Annotated[int, Field(ge=0, le=10_000)]
"""Its place in the file, the first is 0."""

What = Annotated[str, Field(pattern="^(" + "|".join(field.name for field in FIELDS) + ")$")]


class ColumnsIn(Input):
    """Which column of the file tells what; `name` has to be among them."""

    columns: dict[What, Column] = Field(json_schema_extra={"additionalProperties": False})


class ImportOut(Schema):
    """A register file: what its columns tell, what it would change, how far it has come."""

    id: int
    name: str
    source: str
    as_of: date
    state: str
    headings: list[str]
    columns: dict[str, int] = Field(description="What is told -> the place of its column.")
    rows: int
    preview: dict[str, int] = Field(description="Once columns are named: how many rows would do what.")
    done: int
    result: dict[str, Any] = Field(description="Counts of what was done.")
    uploaded: datetime
    started: datetime | None
    finished: datetime | None

    @staticmethod
    def resolve_preview(work: Any) -> dict[str, int]:
        """Its counts."""
        return {name: value for name, value in work.preview.items() if isinstance(value, int)}


class ImportPage(Schema):
    """Imports, the newest first."""

    items: list[ImportOut]
    next: str | None
