"""The API as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Names the app, and listens to the audit trail."""

    name = "jejaring.web.api"
    label = "api"

    def ready(self) -> None:
        """Whatever is done is told to webhooks after it is certain."""
        from jejaring.web.api import heard

        heard.begin()
