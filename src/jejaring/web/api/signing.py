"""Messages that their receiver can check: signed as Standard Webhooks lays down (HMAC-SHA-256)."""

import base64
import hashlib
import hmac

from django.utils.crypto import salted_hmac

from jejaring.web.api.models import Webhook


def secret_of(webhook: Webhook) -> str:
    """What its receiver checks with, as `whsec_...`; the same every time, and kept nowhere."""
    return "whsec_" + base64.b64encode(_key(webhook)).decode()


def signed(webhook: Webhook, message: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The headers that go with a body."""
    said = f"{message}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.new(_key(webhook), said, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{signature}",
    }


def _key(webhook: Webhook) -> bytes:
    return salted_hmac(f"webhook {webhook.pk}", webhook.salt, algorithm="sha256").digest()
