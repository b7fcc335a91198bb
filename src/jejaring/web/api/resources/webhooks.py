"""Webhooks: be told instead of asking."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from jejaring.web.api.actions import webhooks as actions
from jejaring.web.api.fields import Key, found, named
from jejaring.web.api.models import Delivery, Scope, Webhook
from jejaring.web.api.paging import After, Limit, page_of
from jejaring.web.api.shapes.webhooks import DeliveryOut, DeliveryPage, NewWebhook, WebhookIn, WebhookOut
from jejaring.web.api.signing import secret_of
from jejaring.web.api.tokens import writes
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.models.listing import own_cooperatives

router = Router(tags=["webhooks"])


@router.get("/webhooks", auth=writes(Scope.WEBHOOKS), response=list[WebhookOut])
def webhooks(request: HttpRequest) -> Any:
    """Those of one's cooperatives that stand."""
    return [_told(each) for each in _own(request).filter(ended=None).order_by("pk")]


@router.post("/webhooks", auth=writes(Scope.WEBHOOKS), response={201: NewWebhook})
def make(request: HttpRequest, said: WebhookIn) -> Any:
    """Be told at an address from now on. Messages are signed as Standard Webhooks lays down."""
    mine = Cooperative.objects.filter(pk__in=own_cooperatives(request.user))
    cooperative = named(mine, said.cooperative, "cooperative")
    made = actions.make(actor=request.user, cooperative=cooperative, url=said.url, kinds=said.kinds)
    return Status(201, _told(made) | {"secret": secret_of(made)})


@router.delete("/webhooks/{id}", auth=writes(Scope.WEBHOOKS), response={204: None})
def end(request: HttpRequest, id: Key) -> Any:
    """Be told nothing more."""
    actions.end(actor=request.user, webhook=found(_own(request), id))
    return Status(204, None)


@router.get("/webhooks/{id}/messages", auth=writes(Scope.WEBHOOKS), response=DeliveryPage)
def messages(request: HttpRequest, id: Key, after: After = "", limit: Limit = 50) -> Any:
    """What was told, and what came back."""
    rows, following = page_of(
        Delivery.objects.filter(webhook=found(_own(request), id)).select_related("entry"), after, limit
    )
    same = ("state", "tries", "answer", "made", "tried")
    items = [
        DeliveryOut(id=each.pk, type=each.entry.verb, **{name: getattr(each, name) for name in same})
        for each in rows
    ]
    return DeliveryPage(items=items, next=following)


def _own(request: HttpRequest) -> Any:
    return Webhook.objects.filter(cooperative__in=own_cooperatives(request.user))


def _told(webhook: Webhook) -> dict[str, Any]:
    same = ("url", "kinds", "made", "ended")
    told = {name: getattr(webhook, name) for name in same}
    return told | {"id": webhook.pk, "cooperative": webhook.cooperative_id}
