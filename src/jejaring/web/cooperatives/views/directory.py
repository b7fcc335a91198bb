"""The directory of cooperatives."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jejaring.web.cooperatives.directory import COUNTED, page
from jejaring.web.cooperatives.forms.directory import DirectoryForm
from jejaring.web.cooperatives.standing import standing


def directory(request: HttpRequest) -> HttpResponse:
    """Search and filter; everything is in the address, so a result can be passed on."""
    form = DirectoryForm(request.GET)
    context = {"form": form, "counted": COUNTED}
    if form.is_valid():
        shown = page(form.cleaned_data, request.GET.get("sesudah", ""))
        today = timezone.localdate()
        question = {name: value for name, value in request.GET.items() if name in form.fields and value}
        context |= {
            "page": shown,
            "rows": [(each, standing(shown.facts[each.pk], today)) for each in shown.cooperatives],
            "question": urlencode(question),
        }
    return render(request, "cooperatives/directory.html", context)
