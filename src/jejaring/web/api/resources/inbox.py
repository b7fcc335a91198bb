"""What waits for one; what the network pays; national figures."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from jejaring.web.accounts.signed_in import person_of
from jejaring.web.api.fields import Input
from jejaring.web.api.models import Scope
from jejaring.web.api.shapes.outcomes import OutlookOut
from jejaring.web.api.tokens import anybody, reads, writes
from jejaring.web.national.opendata import TABLES
from jejaring.web.national.tables import releases
from jejaring.web.pages.gains import outlook_for
from jejaring.web.telling.actions import mark_read
from jejaring.web.telling.models import ReadMark
from jejaring.web.telling.waiting import waiting_for
from jejaring.web.trade.guide import guide_for
from jejaring.web.trade.models.listing import own_cooperatives

router = Router(tags=["inbox"])
ItemKey = Annotated[str, Field(max_length=60)]
Thing = Annotated[str, Query(max_length=60, description="A commodity; of capacities a recipe.")]
Place = Annotated[str, Query(max_length=13, description="A Kemendagri code.")]


class ItemOut(Schema):
    """One thing that waits; gone once it is done."""

    key: str
    words: str
    address: str = Field(description="Its page on the site.")
    due: date | None
    read: bool


class Seen(Input):
    """Keys of what was read; those that no longer wait are left out."""

    items: Annotated[list[ItemKey], Field(max_length=500)]


class GuideOut(Schema):
    """Rupiah per base unit; null where too little is known."""

    network: Decimal | None = Field(description="What the network pays there by the last plan.")
    as_of: date | None
    others: int = Field(description="Open listings of the same kind and thing.")
    low: float | None
    middle: float | None
    high: float | None


@router.get("/inbox", auth=reads, response=list[ItemOut])
def inbox(request: HttpRequest) -> Any:
    """All of it, the soonest due first."""
    person = person_of(request)
    items = waiting_for(person)
    keys = [item.key for item in items]
    seen = set(ReadMark.objects.filter(person=person, item__in=keys).values_list("item", flat=True))
    return [ItemOut(**vars(item), read=item.key in seen) for item in items]


@router.post("/inbox/read", auth=writes(Scope.READ), response={204: None})
def read(request: HttpRequest, said: Seen) -> Any:
    """Remember that these were read."""
    waiting = {item.key for item in waiting_for(request.user)}
    mark_read(actor=request.user, items=sorted(set(said.items) & waiting))
    return Status(204, None)


@router.get("/my/outlook", auth=reads, response=OutlookOut)
def outlook(request: HttpRequest) -> Any:
    """What one's cooperatives could gain by the network's last plan, and by which listings."""
    found = outlook_for(own_cooperatives(request.user))
    if found is None:
        return {"made": None, "gain": 0, "items": []}
    return {"made": found.plan.made, "gain": found.gain, "items": list(found.lines)}


@router.get("/price-guide", auth=anybody, response=GuideOut)
def price_guide(
    request: HttpRequest,
    kind: Annotated[Literal["offers", "needs", "capacities", "stores", "haulage"], Query()],
    thing: Thing,
    region: Place,
) -> Any:
    """What to ask for a thing in a place."""
    guide = guide_for(kind, thing, region, today=timezone.localdate())
    return GuideOut(**vars(guide))


@router.get("/national/{table}", auth=anybody, response=list[dict[str, Any]])
def national(request: HttpRequest, table: Literal["nasional", "provinsi", "kamus"]) -> Any:
    """A table of the open data of all releases; `kamus` says what the columns are."""
    return TABLES[table](releases())
