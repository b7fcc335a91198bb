"""A parameter or field of a form that is not known is refused, as one of a body is: it may be misspelt."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from ninja.operation import Operation

from jejaring.web.api.problems import of_shape

FORMS = ("form", "file")


def only_what_is_known(operation: Operation) -> None:
    """Let the operation look at the names first."""
    asked, typed = _names(operation, ("query",)), _names(operation, FORMS)
    run = operation.run

    @wraps(run)
    def looked_at(request: HttpRequest, **named: Any) -> HttpResponseBase:
        unknown = [("query", name) for name in request.GET if name not in asked]
        if typed:
            unknown += [("form", name) for name in (*request.POST, *request.FILES) if name not in typed]
        if unknown:
            return of_shape([{"type": "extra_forbidden", "loc": each} for each in unknown]).response()
        return run(request, **named)

    operation.run = looked_at  # type: ignore[method-assign]


def _names(operation: Operation, sources: tuple[str, ...]) -> frozenset[str]:
    """What the operation is told in these parts of a request."""
    models = [each for each in operation.models if each.__ninja_param_source__ in sources]
    named = (getattr(each, "__ninja_flatten_map__", each.model_fields) for each in models)
    return frozenset(name for names in named for name in names)
