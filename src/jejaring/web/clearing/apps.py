"""Clearing as a Django app."""

from django.apps import AppConfig


class ClearingConfig(AppConfig):
    """Names the app."""

    name = "jejaring.web.clearing"
    label = "clearing"
