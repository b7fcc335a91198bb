"""Every address of the site."""

from django.urls import include, path
from django.views.generic import RedirectView

from jejaring.web.agreements.views import papers
from jejaring.web.common import views

urlpatterns = [
    path("", include("jejaring.web.pages.urls")),
    path("bahasa/", views.choose_language, name="choose-language"),
    path("akun/", include("jejaring.web.accounts.urls")),
    path("akun/", include("allauth.urls")),
    path("koperasi/", include("jejaring.web.cooperatives.urls")),
    path("pasar/", include("jejaring.web.trade.urls")),
    path("perjanjian/", include("jejaring.web.agreements.urls")),
    path("tagihan/", include("jejaring.web.money.urls")),
    path("perjumpaan/", include("jejaring.web.clearing.urls")),
    path("keuangan/", include("jejaring.web.finance.urls")),
    path("periksa/<str:token>/", papers.check, name="check-paper"),
    path("putaran/", include("jejaring.web.rounds.urls")),
    path("kabar/", include("jejaring.web.telling.urls")),
    path("api/", include("jejaring.web.api.urls")),
    path("privasi/", include("jejaring.web.privacy.urls")),
    path("nasional/", include("jejaring.web.national.urls")),
    path("komitmen/", RedirectView.as_view(pattern_name="national:nation"), name="commitments"),
]
