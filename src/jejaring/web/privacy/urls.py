"""Addresses of privacy."""

from django.urls import path

from jejaring.web.privacy import views

app_name = "privacy"
urlpatterns = [
    path("", views.notice, name="notice"),
    path("saya/", views.mine, name="mine"),
    path("saya/data.json", views.export, name="export"),
    path("saya/hapus/", views.erase_mine, name="erase"),
]
