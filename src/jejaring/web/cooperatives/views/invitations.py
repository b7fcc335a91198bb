"""Invite people to act for a cooperative by a link; accept."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import second_factor_required
from jejaring.web.accounts.signed_in import kept, posted, signed_in
from jejaring.web.cooperatives.actions import memberships
from jejaring.web.cooperatives.forms.people import InvitationForm
from jejaring.web.cooperatives.models import Invitation
from jejaring.web.cooperatives.refusal import Refused
from jejaring.web.cooperatives.views.asking import cooperative_or_404, permit


def passed_on(request: HttpRequest, invitation: Invitation) -> tuple[str, str]:
    """The invitation's link, and a link that passes it on by WhatsApp."""
    link = request.build_absolute_uri(reverse("cooperatives:invitation", args=[invitation.token]))
    text = _("Anda diundang menjadi pengurus %(cooperative)s di Jejaring: %(link)s") % {
        "cooperative": invitation.cooperative.name,
        "link": link,
    }
    return link, "https://wa.me/?" + urlencode({"text": text})


@second_factor_required
def invite(request: HttpRequest, key: int) -> HttpResponse:
    """The chair asks a person to act for the cooperative."""
    cooperative = cooperative_or_404(key)
    permit(request, "cooperatives.invite", cooperative)
    form = InvitationForm(request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        memberships.invite(cooperative, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Undangan siap. Kirimkan tautannya lewat WhatsApp."))
        return redirect("cooperatives:people", key)
    return render(request, "cooperatives/invite.html", {"cooperative": cooperative, "form": form})


@second_factor_required
@posted("cooperatives:people", "key")
def withdraw(request: HttpRequest, key: int, invitation: int) -> HttpResponseRedirect:
    """Take an invitation back."""
    cooperative = cooperative_or_404(key)
    permit(request, "cooperatives.invite", cooperative)
    try:
        memberships.withdraw(
            get_object_or_404(Invitation, pk=invitation, cooperative=cooperative), actor=request.user
        )
        messages.success(request, _("Undangan ditarik kembali."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("cooperatives:people", key)


@signed_in
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Look at an invitation; accept it."""
    invitation = get_object_or_404(Invitation.objects.select_related("cooperative", "by"), token=token)
    if request.method == "POST":
        try:
            memberships.accept(invitation, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("cooperatives:invitation", token)
        messages.success(request, _("Selamat datang. Anda sekarang pengurus koperasi ini."))
        return redirect("cooperatives:page", invitation.cooperative_id)
    context = {"invitation": invitation, "unusable": memberships.unusable(invitation)}
    return render(request, "cooperatives/invitation.html", context)
