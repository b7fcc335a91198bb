"""The shared parts as a Django app."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Names the app."""

    name = "jejaring.web.common"
    label = "common"
