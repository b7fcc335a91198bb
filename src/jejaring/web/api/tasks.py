"""Tell webhooks, and tell them again when nobody answered. Broken off anywhere, a job can be begun again."""

import http.client
import json
import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from jejaring.web.api.heard import address_of, concerned
from jejaring.web.api.models import Delivery, Webhook
from jejaring.web.api.outside import NotOutside, post
from jejaring.web.api.signing import signed
from jejaring.web.common.models import AuditEntry
from jejaring.web.cooperatives.models import Membership

FIRST_WAIT = timedelta(minutes=1)
MOST_TRIES = 9
"""After 1, 4, 16, 64, ... minutes: the last some 15 days after the first."""


@task()
def tell(entry: int) -> None:
    """A message to every webhook that wants to hear of it."""
    done = AuditEntry.objects.get(pk=entry)
    with transaction.atomic():
        for webhook in Webhook.objects.filter(cooperative__in=concerned(done), ended=None).order_by("pk"):
            if webhook.wants(done.verb):
                delivery, new = Delivery.objects.get_or_create(webhook=webhook, entry=done)
                if new:
                    deliver.enqueue(delivery.pk)


@task()
def deliver(key: int) -> None:
    """Send one message; later again when it was not taken."""
    delivery = Delivery.objects.select_related("webhook__person", "entry").get(pk=key)
    webhook = delivery.webhook
    if delivery.state != Delivery.State.WAITING:
        return
    if webhook.ended or not _still_acts(webhook):
        _keep(delivery, Delivery.State.FAILED, "ended")
        return
    body = json.dumps(message_of(delivery.entry)).encode()
    headers = signed(webhook, f"msg_{delivery.pk}", int(time.time()), body)
    headers |= {"content-type": "application/json", "user-agent": "Jejaring"}
    try:
        status = post(webhook.url, body, headers)
    except NotOutside:
        answer, taken = "not in the public network", False
    except (OSError, http.client.HTTPException) as fault:
        answer, taken = type(fault).__name__, False
    else:
        answer, taken = str(status), 200 <= status < 300
    if taken:
        _keep(delivery, Delivery.State.SENT, answer)
        return
    last = delivery.tries + 1 >= MOST_TRIES
    with transaction.atomic():
        _keep(delivery, Delivery.State.FAILED if last else Delivery.State.WAITING, answer)
        if not last:
            wait = FIRST_WAIT * 4 ** (delivery.tries - 1)
            deliver.using(run_after=timezone.now() + wait).enqueue(delivery.pk)


def message_of(entry: AuditEntry) -> dict[str, object]:
    """What is told: what happened to what, and where to read it. Nothing that only some may know."""
    return {
        "type": entry.verb,
        "timestamp": entry.at.isoformat(),
        "data": {"id": int(entry.subject_id), "address": address_of(entry)},
    }


def _still_acts(webhook: Webhook) -> bool:
    return (
        webhook.person.is_active
        and Membership.objects.of(webhook.person).filter(cooperative=webhook.cooperative_id).exists()
    )


def _keep(delivery: Delivery, state: str, answer: str) -> None:
    delivery.state, delivery.answer = state, answer
    delivery.tries += 1
    delivery.tried = timezone.now()
    delivery.save()
