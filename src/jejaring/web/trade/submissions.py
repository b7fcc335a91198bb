"""Do what a form asks once, however often it is sent."""

import re
import secrets
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction

from jejaring.web.trade.models import Submission

TOKEN = re.compile(r"[\w-]{1,40}", re.ASCII)
"""What is no token is taken for none: somebody has changed the form."""


def new_token() -> str:
    """What a form carries so that it can be told from the next one."""
    return secrets.token_urlsafe(18)


def once(person: Any, token: str, do: Callable[[], str]) -> str:
    """Where the form leads: `do` is called the first time and says so; later the same answer is given.

    The token is kept in the transaction in which `do` writes, so that of two sendings at the same moment one
    waits for the other.
    """
    if not TOKEN.fullmatch(token):
        return do()
    try:
        with transaction.atomic():
            submission = Submission.objects.create(person=person, token=token, led_to="")
            submission.led_to = do()
            submission.save(update_fields=["led_to"])
            return submission.led_to
    except IntegrityError:
        known = Submission.objects.filter(person=person, token=token).first()
        if known is None:
            raise
        return known.led_to


def led_to(person: Any, token: str) -> str:
    """Where a form led that was sent before; empty when it was not: for forms that what they did changes."""
    if not TOKEN.fullmatch(token):
        return ""
    known = Submission.objects.filter(person=person, token=token).values_list("led_to", flat=True)
    return known.first() or ""
