"""Addresses of clearing rounds and of the consents to them."""

from django.urls import path

from jejaring.web.clearing.views import consents, insolvency, rounds

app_name = "clearing"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("buka/", rounds.open_round, name="open"),
    path("<int:pk>/", rounds.one, name="round"),
    path("<int:pk>/hitung/", rounds.compute, name="compute"),
    path("<int:pk>/bukukan/", rounds.post, name="post"),
    path("<int:pk>/balik/", rounds.reverse_round, name="reverse"),
    path("<int:pk>/batal/", rounds.cancel, name="cancel"),
    path("<int:pk>/berkas/", rounds.files, name="files"),
    path("persetujuan/<int:pk>/", consents.consent, name="consent"),
    path("persetujuan/<int:pk>/setuju/", consents.give, name="give"),
    path("persetujuan/<int:pk>/cabut/", consents.revoke, name="revoke"),
    path("persetujuan/<int:pk>/rincian.pdf", consents.statement_pdf, name="statement-pdf"),
    path("persetujuan/<int:pk>/rincian.xlsx", consents.statement_xlsx, name="statement-xlsx"),
    path("kepailitan/<int:key>/", insolvency.insolvency, name="insolvency"),
]
