"""Finance as a Django app."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Names the app."""

    name = "jejaring.web.finance"
    label = "finance"
