"""Money as a Django app."""

from django.apps import AppConfig


class MoneyConfig(AppConfig):
    """Names the app."""

    name = "jejaring.web.money"
    label = "money"
