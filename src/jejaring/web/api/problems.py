"""What went wrong, as RFC 9457 tells it (application/problem+json), in the caller's language."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Schema
from pydantic import Field

from jejaring.web.operations.outages import AGAIN_IN

MEDIA_TYPE = "application/problem+json"
TITLES = {
    "malformed": (400, gettext_lazy("Permintaan tidak dapat dibaca")),
    "signed-out": (401, gettext_lazy("Token diperlukan")),
    "forbidden": (403, gettext_lazy("Tidak boleh")),
    "missing": (404, gettext_lazy("Tidak ada")),
    "not-now": (409, gettext_lazy("Langkah ini tidak dapat diambil sekarang")),
    "changed-meanwhile": (412, gettext_lazy("Sudah diubah orang lain")),
    "too-large": (413, gettext_lazy("Terlalu besar")),
    "not-valid": (422, gettext_lazy("Isian belum benar")),
    "other-request": (422, gettext_lazy("Kunci ini sudah dipakai untuk permintaan lain")),
    "not-seen": (428, gettext_lazy("If-Match diperlukan")),
    "too-many": (429, gettext_lazy("Terlalu sering")),
    "broken": (500, gettext_lazy("Kesalahan di pihak kami")),
    "away": (503, gettext_lazy("Situs sedang terganggu")),
}
"""Kind of problem -> its status and its title."""


class FieldFault(Schema):
    """What is wrong with one field."""

    field: str = Field(description="Path of the field in the body, or name of the parameter; empty: several.")
    message: str


class ProblemOut(Schema):
    """A problem (RFC 9457)."""

    type: str = Field(description="Stable name of the kind of problem, as a reference into these pages.")
    title: str
    status: int
    detail: str
    errors: list[FieldFault] = []


class Problem(Exception):
    """Raised anywhere in the API; told as a problem."""

    def __init__(self, kind: str, detail: str = "", errors: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(kind)
        self.kind, self.errors = kind, tuple(errors)
        self.detail = detail or "; ".join(message for _field, message in self.errors)
        self.headers: dict[str, str] = {}

    def told(self) -> dict[str, Any]:
        """As `ProblemOut` has it."""
        status, title = TITLES[self.kind]
        return {
            "type": f"/api/#{self.kind}",
            "title": str(title),
            "status": status,
            "detail": self.detail or str(title) + ".",
            "errors": [{"field": field, "message": message} for field, message in self.errors],
        }

    def response(self) -> HttpResponse:
        """Its answer."""
        told = self.told()
        status = told["status"]
        headers = dict(self.headers)
        if status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        return JsonResponse(told, status=status, headers=headers, content_type=MEDIA_TYPE)


def of_form(form: forms.BaseForm, names: dict[str, str] | None = None) -> Problem:
    """What a form says is wrong, each under the field's name in the API (`names`: form's -> API's)."""
    names = names or {}
    errors = [
        ("" if name == "__all__" else names.get(name, name), str(message))
        for name, messages in form.errors.items()
        for message in messages
    ]
    return Problem("not-valid", "", errors)


def of_validation(error: ValidationError) -> Problem:
    """What Django says is wrong."""
    return Problem("not-valid", "", [("", message) for message in error.messages])


def of_shape(errors: list[dict[str, Any]]) -> Problem:
    """Where a request has not the shape that the schema lays down."""
    told = [(".".join(map(str, _place(each["loc"]))), _words(each)) for each in errors]
    detail = "; ".join(f"{field}: {message}" if field else message for field, message in told)
    return Problem("malformed", detail, told)


def of_outage(request: HttpRequest, fault: BaseException) -> Problem:
    """The database is away or the disk is full; the log is told why."""
    request.fault = fault  # type: ignore[attr-defined]
    problem = Problem("away", _("Yang belum dijawab mungkin belum tercatat. Coba lagi sebentar lagi."))
    problem.headers["Retry-After"] = str(AGAIN_IN)
    return problem


def refuse_unknown_path(_request: HttpRequest, **_named: Any) -> HttpResponse:
    """Under /api/ there is nothing else."""
    return Problem("missing", _("Alamat ini tidak ada.")).response()


def _place(place: tuple[Any, ...]) -> tuple[Any, ...]:
    """Without what it was read from (`body`, `query`) and the name of the function's argument."""
    if place[:1] == ("body",):
        return place[2:]
    return place[1:]


def _words(error: dict[str, Any]) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing":
        return _("Wajib diisi.")
    if kind in ("enum", "literal_error"):
        choices = str(context.get("expected", "")).replace(" or ", _(" atau "))
        return _("Pilih salah satu: %(choices)s.") % {"choices": choices}
    if kind == "extra_forbidden":
        return _("Isian ini tidak dikenal.")
    if kind.startswith(("int", "decimal", "float")) or kind == "finite_number":
        return _("Tulis angka.")
    if kind.startswith("date"):
        return _("Tulis tanggal seperti 2026-11-29.")
    if kind.startswith("bool"):
        return _("Tulis true atau false.")
    for limit, words in (
        ("ge", _("Tidak boleh kurang dari %(limit)s.")),
        ("gt", _("Harus lebih dari %(limit)s.")),
        ("le", _("Tidak boleh lebih dari %(limit)s.")),
        ("max_length", _("Paling panjang %(limit)s.")),
        ("min_length", _("Paling sedikit %(limit)s.")),
        ("pattern", _("Tidak berbentuk %(limit)s.")),
    ):
        if limit in context:
            return words % {"limit": context[limit]}
    return _("Bentuknya tidak sesuai.")
