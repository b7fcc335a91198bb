"""Enter and change a cooperative, tell facts about it, settle where registers disagree."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import second_factor_required
from jejaring.web.accounts.signed_in import kept, posted, signed_in
from jejaring.web.cooperatives.actions import register
from jejaring.web.cooperatives.forms.cooperative import CooperativeForm, FactForm
from jejaring.web.cooperatives.models import Cooperative, Mismatch
from jejaring.web.cooperatives.refusal import Refused
from jejaring.web.cooperatives.rules import coordinates_region
from jejaring.web.cooperatives.views.asking import cooperative_or_404, coordinators_guarded, permit

PAGE = "cooperatives:page"


@second_factor_required
def enter(request: HttpRequest) -> HttpResponse:
    """A coordinator enters a cooperative of their territory."""
    permit(request, "cooperatives.import")
    form = CooperativeForm(request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        if not coordinates_region(request.user, form.cleaned_data["region"]):
            form.add_error("region", _("Tempat ini di luar wilayah tugas Anda."))
        else:
            entered = register.enter(form.save(commit=False), actor=request.user)
            messages.success(request, _("Koperasi sudah dicatat."))
            return redirect(PAGE, entered.pk)
    return render(request, "cooperatives/enter.html", {"form": form})


@signed_in
@coordinators_guarded
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Change what the register says; when somebody else did so meanwhile, show both."""
    cooperative = cooperative_or_404(key)
    permit(request, "cooperatives.change", cooperative)
    context: dict = {"cooperative": cooperative}
    if request.method != "POST":
        initial = {"version": cooperative.version} | kept(request)
        form = CooperativeForm(instance=cooperative, initial=initial)
        return render(request, "cooperatives/change.html", context | {"form": form})
    form = CooperativeForm(request.POST, instance=Cooperative.objects.get(pk=key))
    if form.is_valid():
        try:
            register.change(
                cooperative, form.values, actor=request.user, version=form.cleaned_data["version"] or 0
            )
        except register.ChangedMeanwhile as meanwhile:
            context["beside"] = form.beside(meanwhile.present)
            again = request.POST.copy()
            again["version"] = str(meanwhile.present.version)
            form.data = again
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect(PAGE, key)
    status = 409 if "beside" in context else 200
    return render(request, "cooperatives/change.html", context | {"form": form}, status=status)


@signed_in
@coordinators_guarded
def add_fact(request: HttpRequest, key: int) -> HttpResponse:
    """Tell a dated fact."""
    cooperative = cooperative_or_404(key)
    permit(request, "cooperatives.change", cooperative)
    form = FactForm(request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        register.add_fact(cooperative, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Fakta sudah dicatat."))
        return redirect(PAGE, key)
    return render(request, "cooperatives/add_fact.html", {"cooperative": cooperative, "form": form})


@signed_in
@coordinators_guarded
@posted(PAGE, "key")
def settle(request: HttpRequest, key: int, mismatch: int) -> HttpResponseRedirect:
    """Say which of two registers is right."""
    cooperative = cooperative_or_404(key)
    permit(request, "cooperatives.change", cooperative)
    disagreed = get_object_or_404(Mismatch, pk=mismatch, cooperative=cooperative)
    if request.POST.get("pilih") in ("kami", "mereka"):
        try:
            register.settle(disagreed, actor=request.user, take_theirs=request.POST["pilih"] == "mereka")
            messages.success(request, _("Pilihan Anda sudah dicatat."))
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect(PAGE, key)
