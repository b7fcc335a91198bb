"""What a site that is to be killed runs on."""

import os
from urllib.parse import urlsplit

import pytest


@pytest.fixture
def environment(tmp_path):
    """A data folder, and on PostgreSQL a database, of the site's own."""
    given = os.environ | {
        "JEJARING_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "jejaring.web.settings",
        "JEJARING_EMAIL": "django.core.mail.backends.dummy.EmailBackend",
    }
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield given
        return
    import psycopg

    name = f"killed_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING UTF8')
    yield given | {"DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
