"""Whether one's cooperative is a taxable firm, and which taxes there are."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import second_factor_required
from jejaring.web.accounts.signed_in import kept
from jejaring.web.cooperatives.views.asking import cooperative_or_404, permit
from jejaring.web.money.actions import say_taxable
from jejaring.web.money.forms.payment import TaxStatusForm
from jejaring.web.money.taxes import is_taxable, taxes_on


@second_factor_required
def tax_status(request: HttpRequest, key: int) -> HttpResponse:
    """Say it, for those who sign."""
    cooperative = cooperative_or_404(key)
    permit(request, "cooperatives.sign_for", cooperative)
    form = TaxStatusForm(request.POST if request.method == "POST" else None, initial=kept(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            say_taxable(actor=request.user, cooperative=cooperative, **form.cleaned_data)
            messages.success(request, _("Tercatat."))
            return redirect("money:tax-status", key)
    today = timezone.localdate()
    context = {
        "cooperative": cooperative,
        "form": form,
        "taxable": is_taxable(cooperative.pk, today),
        "taxes": taxes_on(today),
    }
    return render(request, "money/tax_status.html", context, status=status)
