"""Whether a cooperative is in insolvency: said by the coordinators of its territory."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import second_factor_required
from jejaring.web.accounts.signed_in import kept
from jejaring.web.clearing.actions import say_insolvent
from jejaring.web.clearing.forms.rounds import InsolvencyForm
from jejaring.web.cooperatives.rules import coordinates_region
from jejaring.web.cooperatives.views.asking import cooperative_or_404


@second_factor_required
def insolvency(request: HttpRequest, key: int) -> HttpResponse:
    """What was said so far, and a form to say what is so now."""
    cooperative = cooperative_or_404(key)
    if not coordinates_region(request.user, cooperative.region):
        raise PermissionDenied
    form = InsolvencyForm(request.POST if request.method == "POST" else None, initial=kept(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            say_insolvent(actor=request.user, cooperative=cooperative, **form.cleaned_data)
            messages.success(request, _("Tercatat."))
            return redirect("clearing:insolvency", key)
    said = cooperative.insolvencies.select_related("person").order_by("-since", "-pk")
    context = {"cooperative": cooperative, "form": form, "said": said}
    return render(request, "clearing/insolvency.html", context, status=status)
