"""The front page and one's own page as a Django app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Names the app."""

    name = "jejaring.web.pages"
    label = "pages"
