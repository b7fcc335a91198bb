"""The shared parts as a Django app."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Names the app, and gives forms their words."""

    name = "jejaring.web.common"
    label = "common"

    def ready(self) -> None:
        """Faults of fields are told in the site's words."""
        from jejaring.web.common.faults import use_our_words

        use_our_words()
