"""Whether a message that came to a webhook is the site's own."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

OLDEST = 300
"""Seconds: an older message may have been caught and sent again."""


class NotGenuine(Exception):
    """The message was not sent by the site, or long ago."""


def checked(secret: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None) -> Any:
    """What a message says.

    Parameters
    ----------
    secret : str
        `whsec_...`, as told when the webhook was made.
    headers : mapping
        Of the request; names in small letters.
    body : bytes
        As it came.

    Raises
    ------
    NotGenuine
        When the signature is not the site's, or the message is older than five minutes.
    """
    message, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    said = f"{message}.{timestamp}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    own = "v1," + base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")
    if not any(hmac.compare_digest(own.encode(), each.encode()) for each in given):
        raise NotGenuine("signature")
    if not timestamp.isdigit() or abs((time.time() if now is None else now) - int(timestamp)) > OLDEST:
        raise NotGenuine("too old")
    return json.loads(body)
