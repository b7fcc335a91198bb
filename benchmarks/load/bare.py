"""A bare Django view over the same database: one row read by its key, 8 kB of HTML, no middleware at all."""

import os

import dj_database_url
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=60)},
    ROOT_URLCONF=__name__,
    SECRET_KEY="bare",
)
PAGE = "<p>Koperasi Contoh</p>\n" * 350


def view(_request: HttpRequest) -> HttpResponse:
    """The row of the session, and the page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT expire_date FROM django_session ORDER BY session_key LIMIT 1")
        cursor.fetchone()
    return HttpResponse(PAGE)


urlpatterns = [re_path("", view)]
django.setup()
application = get_wsgi_application()
