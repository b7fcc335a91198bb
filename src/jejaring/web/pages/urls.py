"""Addresses of the front page and one's own page."""

from django.urls import path

from jejaring.web.pages import downloads, views

urlpatterns = [
    path("", views.home, name="home"),
    path("saya/", views.mine, name="mine"),
    path("unduh/<str:what>.<str:form>", downloads.download, name="download"),
]
