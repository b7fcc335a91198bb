"""Addresses of listings, partners and proposals."""

from django.urls import URLPattern

app_name = "trade"
urlpatterns: list[URLPattern] = []
