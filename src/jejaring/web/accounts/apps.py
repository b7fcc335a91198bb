"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the app, and keeps what happens to accounts."""

    name = "jejaring.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Signing in, and whatever is changed about it, goes into the audit trail."""
        from jejaring.web.accounts import trail

        trail.begin()
