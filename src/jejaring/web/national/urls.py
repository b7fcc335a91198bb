"""Addresses of national figures."""

from django.urls import path

from jejaring.web.national import views

app_name = "national"
urlpatterns = [path("", views.counter, name="commitments")]
