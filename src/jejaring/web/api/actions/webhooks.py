"""Make and end webhooks."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.api.models import Webhook
from jejaring.web.api.outside import NotOutside, address_outside
from jejaring.web.common import audit
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.actions.errors import NotAllowed


def make(*, actor: Any, cooperative: Cooperative, url: str, kinds: Collection[str]) -> Webhook:
    """An address that is told from now on; whether it lies outside is asked before the transaction begins.

    Raises
    ------
    ValidationError
        When it does not lead to the public network by https.
    NotAllowed
        When the cooperative has too many.
    """
    try:
        address_outside(url)
    except NotOutside:
        raise ValidationError(_("Alamat ini tidak dapat dicapai lewat https di jaringan umum.")) from None
    return _make(actor, cooperative, url, list(kinds))


@transaction.atomic
def _make(actor: Any, cooperative: Cooperative, url: str, kinds: list[str]) -> Webhook:
    if Webhook.objects.filter(cooperative=cooperative, ended=None).count() >= Webhook.MOST:
        raise NotAllowed(_("Paling banyak %(most)s alamat. Akhiri satu dahulu.") % {"most": Webhook.MOST})
    webhook = Webhook.objects.create(cooperative=cooperative, person=actor, url=url, kinds=kinds)
    audit.record("webhook.made", webhook, actor=actor, url=url, kinds=kinds)
    return webhook


@transaction.atomic
def end(*, actor: Any, webhook: Webhook) -> Webhook:
    """It is told nothing more. Ending what has ended does nothing."""
    current = Webhook.objects.select_for_update().get(pk=webhook.pk)
    if current.ended is None:
        current.ended = timezone.now()
        current.save(update_fields=["ended"])
        audit.record("webhook.ended", current, actor=actor)
    return current
