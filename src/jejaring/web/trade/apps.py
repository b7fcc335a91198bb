"""Trade as a Django app."""

from django.apps import AppConfig


class TradeConfig(AppConfig):
    """Names the app."""

    name = "jejaring.web.trade"
    label = "trade"
