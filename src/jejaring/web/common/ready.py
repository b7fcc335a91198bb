"""Read the site's own code, pages and sentences, before the first person waits for it."""

from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

WEB = Path(__file__).parents[1]


def ready() -> None:
    """Every view, template and language; nothing of the database."""
    reverse("home")  # reads all addresses, and with them all views
    for folder in WEB.glob("*/templates"):
        for page in folder.rglob("*.html"):
            get_template(page.relative_to(folder).as_posix())
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext(language)  # whatever is asked for, all of it is read
