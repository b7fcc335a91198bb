"""National figures as a Django app."""

from django.apps import AppConfig


class NationalConfig(AppConfig):
    """Names the app."""

    name = "jejaring.web.national"
    label = "national"
