"""Running the site as a Django app."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Names the app, and has jobs written down."""

    name = "jejaring.web.operations"
    label = "operations"

    def ready(self) -> None:
        """Listen to what becomes of jobs."""
        from jejaring.web.operations.jobs import listen

        listen()
