"""The demo network as a Django app, for its command."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Names the app."""

    name = "jejaring.web.demo"
    label = "demo"
