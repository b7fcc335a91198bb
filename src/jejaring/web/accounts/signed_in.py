"""The person behind a request."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from jejaring.web.accounts.models import Person


def person_of(request: HttpRequest) -> Person:
    """Who sent the request, where the view lets only people in who are signed in.

    Raises
    ------
    PermissionDenied
        When nobody is signed in after all.
    """
    if not isinstance(request.user, Person):
        raise PermissionDenied("signed out")
    return request.user
