"""Telling as a Django app."""

from django.apps import AppConfig


class TellingConfig(AppConfig):
    """Names the app, and listens to the audit trail."""

    name = "jejaring.web.telling"
    label = "telling"

    def ready(self) -> None:
        """Whatever is done that others should hear of is told after it is certain."""
        from jejaring.web.telling import listening

        listening.begin()
