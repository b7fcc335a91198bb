"""Addresses of national figures."""

from django.urls import path

from jejaring.web.national.views import files, pages, rounds

app_name = "national"
urlpatterns = [
    path("", pages.nation, name="nation"),
    path("wilayah/<str:code>/", pages.territory, name="territory"),
    path("putaran/<int:pk>/", rounds.picture, name="round"),
    path("data/", pages.data, name="data"),
    path("data/<str:name>.<str:form>", files.data_file, name="data-file"),
    path("laporan/<str:quarter>.<str:form>", files.report, name="report"),
]
