"""Claim a cooperative; decide claims."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import second_factor_required
from jejaring.web.accounts.signed_in import kept, person_of, posted, signed_in
from jejaring.web.cooperatives.actions import claims
from jejaring.web.cooperatives.forms.people import ClaimForm, RefusalForm
from jejaring.web.cooperatives.models import Claim, Cooperative, Membership, Territory
from jejaring.web.cooperatives.refusal import Refused
from jejaring.web.cooperatives.views.asking import cooperative_or_404, permit

MOST = 100
"""Claims on the coordinator's page; the oldest first, so none is forgotten."""


@signed_in
def make(request: HttpRequest, key: int) -> HttpResponse:
    """Say that one acts for the cooperative."""
    cooperative = cooperative_or_404(key)
    person = person_of(request)
    mine = Claim.objects.filter(person=person, cooperative=cooperative).order_by("-made")
    form = ClaimForm(request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = claims.claim(cooperative, actor=person, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if made:
                messages.success(request, _("Pengajuan Anda sudah masuk. Dinas koperasi akan memeriksanya."))
                return redirect("cooperatives:claim", key)
            form.add_error(
                "nik",
                _(
                    "NIK ini tidak sama dengan yang tercatat untuk koperasi ini. Periksa angkanya di "
                    "sertifikat, dan periksa apakah ini memang koperasi Anda."
                ),
            )
    context = {
        "cooperative": cooperative,
        "form": form,
        "claims": mine,
        "is_waiting": any(claim.state == Claim.State.WAITING for claim in mine),
    }
    return render(request, "cooperatives/claim.html", context)


@second_factor_required
def waiting(request: HttpRequest) -> HttpResponse:
    """Claims that wait for this coordinator."""
    permit(request, "cooperatives.import")
    person = person_of(request)
    regions = list(Territory.objects.of(person).values_list("region", flat=True))
    here = Cooperative.objects.in_regions(regions)
    found = (
        Claim.objects.filter(state=Claim.State.WAITING, cooperative__in=here)
        .exclude(person=person)
        .select_related("cooperative", "person")
        .order_by("made")[:MOST]
    )
    return render(request, "cooperatives/claims.html", {"claims": found})


@second_factor_required
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """Confirm a claim, or refuse it and say why."""
    claim = get_object_or_404(Claim.objects.select_related("cooperative", "person"), pk=key)
    permit(request, "cooperatives.decide_claim", claim)
    form = RefusalForm(
        request.POST if request.POST.get("putusan") == "tolak" else None, initial=kept(request)
    )
    if request.method == "POST":
        try:
            if request.POST.get("putusan") == "terima":
                claims.confirm(claim, actor=request.user)
                messages.success(request, _("Pengajuan diterima."))
                return redirect("cooperatives:claims")
            if form.is_valid():
                claims.refuse(claim, actor=request.user, **form.cleaned_data)
                messages.success(request, _("Pengajuan ditolak."))
                return redirect("cooperatives:claims")
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("cooperatives:claim-decide", key)
    present = Membership.objects.filter(cooperative=claim.cooperative, ended=None).select_related("person")
    context = {
        "claim": claim,
        "form": form,
        "present": present,
        "is_waiting": claim.state == Claim.State.WAITING,
    }
    return render(request, "cooperatives/claim_decide.html", context)


@signed_in
@posted("cooperatives:mine")
def withdraw(request: HttpRequest, key: int) -> HttpResponseRedirect:
    """Take one's own claim back."""
    claim = get_object_or_404(Claim, pk=key)
    if claim.person_id != request.user.pk:
        raise PermissionDenied("withdraw")
    try:
        claims.withdraw(claim, actor=request.user)
        messages.success(request, _("Pengajuan dibatalkan."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("cooperatives:claim", claim.cooperative_id)
