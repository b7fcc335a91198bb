"""Addresses of a person's own pages; signing in and out is django-allauth's."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
