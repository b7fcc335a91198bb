"""The keys of second factors are enciphered in the database, so that a stolen copy of it signs nothing.

The key that opens them comes from the site's secret. An old secret goes on opening what it closed while it
stands in JEJARING_OLD_SECRET_KEYS.
"""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

MARK = "f1:"
"""Before what was enciphered this way."""
PURPOSE = "jejaring.second-factors"


class Sealed(DefaultMFAAdapter):
    """What django-allauth asks about second factors."""

    def encrypt(self, text: str) -> str:
        """Closed; different each time."""
        return MARK + _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Opened. What was kept before anything was enciphered is as it is."""
        if not encrypted_text.startswith(MARK):
            return encrypted_text
        return _keys().decrypt(encrypted_text.removeprefix(MARK).encode()).decode()


def _keys() -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    made = (salted_hmac(PURPOSE, "", secret=each, algorithm="sha256").digest() for each in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(each)) for each in made])
