"""What a site that is to be killed runs on."""

import os

import pytest
from tests.web.prepared import ON_POSTGRES


@pytest.fixture
def environment(prepared_site, tmp_path):
    """A prepared data folder, and on PostgreSQL a database, of the site's own."""
    prepared_site.copied_to(tmp_path)
    given = os.environ | {
        "JEJARING_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "jejaring.web.settings",
        "JEJARING_REPLANNED": "0",
        "JEJARING_EMAIL": "django.core.mail.backends.dummy.EmailBackend",
    }
    if not ON_POSTGRES:
        yield given
        return
    with prepared_site.copied_on_the_server(f"killed_{os.getpid()}") as address:
        yield given | {"DATABASE_URL": address}
