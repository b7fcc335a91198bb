"""Planning as a Django app."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Names the app."""

    name = "jejaring.web.rounds"
    label = "rounds"
