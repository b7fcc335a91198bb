"""Addresses of the API, all behind its door, and of its pages."""

from django.urls import include, path, re_path

from jejaring.web.api.door import door
from jejaring.web.api.problems import refuse_unknown_path
from jejaring.web.api.site import api
from jejaring.web.api.views import documents, reference, tokens, webhooks

_endpoints = [*api.urls[0], re_path(r"^.*$", refuse_unknown_path, name="unknown")]
for _each in _endpoints:
    _each.callback = door(_each.callback)  # type: ignore[arg-type]

urlpatterns = [
    path("", reference.start, name="api-start"),
    path("v1/", include((_endpoints, "ninja"), namespace="api")),
    path("token/", tokens.tokens, name="api-tokens"),
    path("token/<int:pk>/cabut/", tokens.revoke, name="api-token-revoke"),
    path("pemberitahuan/", webhooks.webhooks, name="api-webhooks"),
    path("pemberitahuan/<int:pk>/akhiri/", webhooks.end, name="api-webhook-end"),
    path("dokumen/", documents.document, name="api-document"),
    path("dokumen/unduh/", documents.download, name="api-document-out"),
    path("<str:name>/", reference.subject, name="api-subject"),
]
