"""One's tokens: see, give, revoke."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from jejaring.web.accounts.signed_in import kept, person_of, posted, signed_in
from jejaring.web.api.actions import tokens as actions
from jejaring.web.api.forms.token import TokenForm
from jejaring.web.api.models import Token
from jejaring.web.cooperatives.models import Territory
from jejaring.web.trade.actions.errors import NotAllowed
from jejaring.web.trade.views.access import own_cooperatives

SHOWN = 100


@signed_in
def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens, and a form for another. Its text is on the answer to that form and nowhere else."""
    person = person_of(request)
    cooperatives, coordinates = own_cooperatives(person), Territory.objects.of(person).exists()
    form = TokenForm(cooperatives, coordinates, request.POST or None, initial=kept(request))
    text, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _token, text = actions.give(actor=person, **form.values())
            except NotAllowed as fault:
                form.add_error(None, str(fault))
            else:
                status, form = 201, TokenForm(cooperatives, coordinates)
    context: dict[str, Any] = {
        "tokens": Token.objects.filter(person=person).select_related("cooperative").order_by("-pk")[:SHOWN],
        "form": form if cooperatives or coordinates else None,
        "text": text,
    }
    response = render(request, "api/tokens.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@posted("api-tokens")
@signed_in
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's token back."""
    token = get_object_or_404(Token, pk=pk, person=person_of(request))
    actions.revoke(actor=request.user, token=token)
    messages.success(request, _("Token dicabut."))
    return redirect("api-tokens")
