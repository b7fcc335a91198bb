"""Agreements as a Django app."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Names the app."""

    name = "jejaring.web.agreements"
    label = "agreements"
