"""The example network as the tests of it start it."""

from io import StringIO

from django.core.management import call_command


def started(**options):
    """What the command tells."""
    told = StringIO()
    call_command("demo", cooperatives=15, stdout=told, **options)
    return told.getvalue()
