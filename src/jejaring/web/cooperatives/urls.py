"""Addresses of the register."""

from django.urls import URLPattern

app_name = "cooperatives"
urlpatterns: list[URLPattern] = []
