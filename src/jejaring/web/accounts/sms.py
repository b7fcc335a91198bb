"""Send a text message. A site names its own sender in JEJARING_SMS: a function of (phone, text)."""

import logging

from django.conf import settings
from django.utils.module_loading import import_string

LOG = logging.getLogger("jejaring.sms")


def send(phone: str, text: str) -> None:
    """Send `text` to `phone` by the site's own sender."""
    import_string(settings.SMS_BACKEND)(phone, text)


def to_log(phone: str, text: str) -> None:
    """Write the message into the log instead: for trying the site out."""
    LOG.info("SMS %s: %s", phone, text)
