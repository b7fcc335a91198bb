"""The register as a Django app."""

from django.apps import AppConfig


class CooperativesConfig(AppConfig):
    """Names the app."""

    name = "jejaring.web.cooperatives"
    label = "cooperatives"
