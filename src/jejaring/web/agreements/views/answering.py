"""Take a step that a page asked for, and say what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from jejaring.web.agreements.actions import ChangedMeanwhile, NotAllowed, NotYours

CHECK = "check-paper"


def answered(
    request: HttpRequest, act: Callable[[], Any], done: str, *, to: str, page: Callable[[int], HttpResponse]
) -> HttpResponse:
    """Led to `to` once it is done; else the page as it is now, which `page` makes with a status, and why."""
    try:
        act()
    except ChangedMeanwhile:
        messages.error(request, _("Ini baru saja berubah. Inilah keadaannya sekarang."))
        return page(409)
    except NotYours as error:
        messages.error(request, str(error))
        return page(403)
    except NotAllowed as error:
        messages.error(request, str(error))
        return page(409)
    messages.success(request, done)
    return HttpResponseRedirect(to)


def led_on(
    request: HttpRequest, form: BaseForm, act: Callable[[], str], done: str, *, changed: str
) -> HttpResponse | int:
    """Led to where `act` says once it is done; else the status of the form's page, and the form says why.

    `changed` is what it says when somebody else was there in the meantime.
    """
    try:
        to = act()
    except ValidationError as error:
        form.add_error(None, error)
        return 422
    except ChangedMeanwhile:
        form.add_error(None, changed)
        return 409
    except NotAllowed as error:
        form.add_error(None, str(error))
        return 403 if isinstance(error, NotYours) else 409
    messages.success(request, done)
    return HttpResponseRedirect(to)


def version_of(request: HttpRequest) -> int:
    """The version of the record that the form was shown with."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def address_maker(request: HttpRequest) -> Callable[[str], str]:
    """Token of a paper -> the whole address at which it is checked."""
    return lambda token: request.build_absolute_uri(reverse(CHECK, args=[token]))
