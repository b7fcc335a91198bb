"""Webhooks of one's cooperatives: see what they were told, make one, end one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from jejaring.web.accounts.signed_in import kept, person_of, posted, signed_in
from jejaring.web.api.actions import webhooks as actions
from jejaring.web.api.forms.webhook import WebhookForm
from jejaring.web.api.models import Delivery, Webhook
from jejaring.web.api.signing import secret_of
from jejaring.web.trade.actions.errors import NotAllowed
from jejaring.web.trade.views.access import own_cooperatives

SHOWN, MESSAGES = 50, 10


@signed_in
def webhooks(request: HttpRequest) -> HttpResponse:
    """Those that stand with their last messages, and a form for another; its secret is shown this once."""
    person = person_of(request)
    cooperatives = own_cooperatives(person)
    sent = request.POST if request.method == "POST" else None
    form = WebhookForm(cooperatives, sent, initial=kept(request))
    secret, status = "", 422 if form.is_bound else 200
    if form.is_valid():
        try:
            secret = secret_of(actions.make(actor=person, **form.values()))
        except NotAllowed as fault:
            form.add_error(None, str(fault))
        except ValidationError as fault:
            form.add_error("url", fault)
        else:
            status, form = 201, WebhookForm(cooperatives)
    context: dict[str, Any] = {
        "webhooks": [(each, _last(each)) for each in _own(request).filter(ended=None)[:SHOWN]],
        "form": form if cooperatives else None,
        "secret": secret,
    }
    response = render(request, "api/webhooks.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@posted("api-webhooks")
@signed_in
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell it nothing more."""
    actions.end(actor=person_of(request), webhook=get_object_or_404(_own(request), pk=pk))
    messages.success(request, _("Diakhiri. Alamat itu tidak diberi tahu lagi."))
    return redirect("api-webhooks")


def _own(request: HttpRequest) -> Any:
    mine = own_cooperatives(request.user)
    return Webhook.objects.filter(cooperative__in=mine).select_related("cooperative").order_by("-pk")


def _last(webhook: Webhook) -> list[Delivery]:
    return list(webhook.deliveries.select_related("entry").order_by("-pk")[:MESSAGES])
