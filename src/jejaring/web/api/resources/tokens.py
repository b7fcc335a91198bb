"""What a program's own token is."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jejaring.web.accounts.signed_in import person_of
from jejaring.web.api.fields import Named
from jejaring.web.api.models import Token
from jejaring.web.api.tokens import Bearer
from jejaring.web.cooperatives.models import Membership, Territory

router = Router(tags=["tokens"])


class TokenOut(Schema):
    """What the token that is sent along may be used for."""

    name: str
    cooperative: Named | None = Field(description="For which it acts; null: none, but territories.")
    role: Literal["ketua", "bendahara", "pengurus"] | None = Field(description="One's office there.")
    territories: list[str] = Field(description="Kemendagri codes; empty text: the whole country.")
    scopes: list[str]
    expires: datetime


@router.get("/token", auth=Bearer(), response=TokenOut)
def own(request: HttpRequest) -> Any:
    """Which cooperative it acts for, in which office, where one coordinates, and until when."""
    token: Token = request.token  # type: ignore[attr-defined]
    person = person_of(request)
    office = Membership.objects.of(person).filter(cooperative=token.cooperative_id).first()
    return {
        "name": token.name,
        "cooperative": token.cooperative,
        "role": office.role if office else None,
        "territories": list(Territory.objects.of(person).order_by("region").values_list("region", flat=True)),
        "scopes": token.scopes,
        "expires": token.expires,
    }
