"""What the site refuses, as a problem."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from jejaring.web.agreements.actions import NotYours
from jejaring.web.api.problems import Problem, of_validation
from jejaring.web.cooperatives.actions.register import ChangedMeanwhile as CooperativeChanged
from jejaring.web.cooperatives.refusal import Refused
from jejaring.web.trade.actions.errors import ChangedMeanwhile, NotAllowed

REFUSALS: tuple[type[Exception], ...] = (
    *(Problem, Http404, PermissionDenied, NotAllowed, Refused),
    *(ChangedMeanwhile, CooperativeChanged, ValidationError),
)


def of_refusal(fault: Exception) -> Problem:
    """One of `REFUSALS` as a problem."""
    if isinstance(fault, Problem):
        return fault
    if isinstance(fault, ValidationError):
        return of_validation(fault)
    if isinstance(fault, Http404):
        return Problem("missing", _("Tidak ada, atau bukan untuk Anda."))
    if isinstance(fault, NotYours):
        return Problem("forbidden", str(fault))
    if isinstance(fault, PermissionDenied):
        return Problem("forbidden", _("Anda tidak berhak atas langkah ini."))
    if isinstance(fault, (ChangedMeanwhile, CooperativeChanged)):
        return Problem("changed-meanwhile", _("Ambil keadaannya sekarang, lalu coba lagi."))
    return Problem("not-now", str(fault))
