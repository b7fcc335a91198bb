"""Who acts for a cooperative, and for which cooperatives one acts oneself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import has_second_factor, second_factor_required
from jejaring.web.accounts.signed_in import person_of, posted, signed_in
from jejaring.web.cooperatives.actions import memberships
from jejaring.web.cooperatives.models import Claim, Invitation, Membership, Territory
from jejaring.web.cooperatives.refusal import Refused
from jejaring.web.cooperatives.views.asking import cooperative_or_404, coordinators_guarded, permit
from jejaring.web.cooperatives.views.invitations import passed_on


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """One's cooperatives, claims and territories."""
    person = person_of(request)
    context = {
        "memberships": Membership.objects.of(person)
        .select_related("cooperative")
        .order_by("cooperative__name"),
        "claims": Claim.objects.filter(person=person).select_related("cooperative").order_by("-made")[:20],
        "territories": Territory.objects.of(person).order_by("region"),
        "second_factor": has_second_factor(person),
    }
    return render(request, "cooperatives/mine.html", context)


@signed_in
@coordinators_guarded
def people(request: HttpRequest, key: int) -> HttpResponse:
    """The board and its invitations: for the cooperative's own people and its coordinators."""
    cooperative = cooperative_or_404(key)
    permit(request, "cooperatives.see_people", cooperative)
    may_invite = request.user.has_perm("cooperatives.invite", cooperative)
    open_ones = Invitation.objects.filter(
        cooperative=cooperative, accepted=None, withdrawn=None, expires__gt=timezone.now()
    ).order_by("-made")
    context = {
        "cooperative": cooperative,
        "board": Membership.objects.filter(cooperative=cooperative, ended=None)
        .select_related("person")
        .order_by("since"),
        "may_invite": may_invite,
        # Only who may invite sees the links: each of them opens the door.
        "invitations": [(each, *passed_on(request, each)) for each in open_ones] if may_invite else [],
    }
    return render(request, "cooperatives/people.html", context)


@signed_in
@posted("cooperatives:people", "key")
def end(request: HttpRequest, key: int, membership: int) -> HttpResponse:
    """Leave, or as the chair end another's membership."""
    cooperative = cooperative_or_404(key)
    ended = get_object_or_404(Membership, pk=membership, cooperative=cooperative)
    if ended.person_id == request.user.pk:
        return _end(request, key, ended)
    return end_another(request, key, ended)


@second_factor_required
def end_another(request: HttpRequest, key: int, ended: Membership) -> HttpResponse:
    """The chair ends a membership."""
    permit(request, "cooperatives.invite", ended.cooperative)
    return _end(request, key, ended)


def _end(request: HttpRequest, key: int, ended: Membership) -> HttpResponseRedirect:
    try:
        memberships.end(ended, actor=request.user)
        messages.success(request, _("Keanggotaan diakhiri."))
    except Refused as refused:
        messages.error(request, str(refused))
    if ended.person_id == request.user.pk:
        return redirect("cooperatives:mine")
    return redirect("cooperatives:people", key)
