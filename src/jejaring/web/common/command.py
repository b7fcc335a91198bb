"""What the site's commands have in common."""

from django.core.management.base import BaseCommand


class SiteCommand(BaseCommand):
    """A command that begins at once.

    Django's checks read all addresses, and with them every page: most of the time that a command takes to
    start. `jejaring-site prepare`, which comes before all others, asks them; what runs after need not.
    """

    requires_system_checks = ()
