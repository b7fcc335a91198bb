"""Pages that show work in progress renew themselves, without JavaScript, until it is done."""

from django.http import HttpResponse

SECONDS = 5
"""After which such a page asks again how far the work has come."""


def renews_itself(response: HttpResponse) -> None:
    """Have the browser ask for this page again after `SECONDS`."""
    response["Refresh"] = str(SECONDS)
