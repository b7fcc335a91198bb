"""A person's own pages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jejaring.web.accounts.actions import rename
from jejaring.web.accounts.forms import NameForm
from jejaring.web.accounts.second_factor import has_second_factor, safe_path
from jejaring.web.accounts.signed_in import kept, person_of, signed_in

WANTED = "second_factor_for"
"""In the session: the page to go back to once the second factor is set up."""


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """How the person is called and reached, and how their account is guarded."""
    return render(request, "accounts/account.html", {"second_factor": has_second_factor(request.user)})


@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is asked for, how to set it up, and back to what the person wanted to do."""
    if has_second_factor(request.user):
        known = request.session.pop(WANTED, "/")
        return HttpResponseRedirect(safe_path(request, request.GET.get("next", known)))
    request.session[WANTED] = safe_path(request, request.GET.get("next", "/"))
    return render(request, "accounts/second_factor.html")


@signed_in
def name(request: HttpRequest) -> HttpResponse:
    """Put right what one is called."""
    person = person_of(request)
    sent = request.POST if request.method == "POST" else None
    form = NameForm(sent, label_suffix="", initial={"name": person.name} | kept(request))
    if form.is_valid():
        rename(person, actor=person, name=form.cleaned_data["name"])
        messages.success(request, _("Tersimpan."))
        return redirect("account")
    context = {"form": form}
    return render(request, "accounts/name.html", context, status=422 if form.is_bound else 200)
