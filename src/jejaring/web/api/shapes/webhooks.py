"""Webhooks and their messages."""

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from jejaring.web.api.fields import Id, Input

Kind = Annotated[str, Field(pattern=r"^[a-z_]{1,30}(\.[a-z_]{1,30})?$", examples=["proposal.accepted"])]


class WebhookOut(Schema):
    """An address that is told."""

    id: int
    cooperative: int
    url: str
    kinds: list[str]
    made: datetime
    ended: datetime | None


class NewWebhook(WebhookOut):
    """The same with its secret, which is told this once."""

    secret: str


class WebhookIn(Input):
    """Where to tell, and of what."""

    cooperative: Id
    url: Annotated[str, Field(max_length=300, pattern=r"^https?://[!-~]+$")]
    kinds: Annotated[list[Kind], Field(max_length=30)] = Field(
        [], description="As `proposal` or `proposal.accepted`; none: everything."
    )


class DeliveryOut(Schema):
    """One message, and how far it has come."""

    id: int
    type: str
    state: str
    tries: int
    answer: str
    made: datetime
    tried: datetime | None


class DeliveryPage(Schema):
    """Messages, the newest first."""

    items: list[DeliveryOut]
    next: str | None
