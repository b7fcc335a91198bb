"""Addresses of a person's own pages; signing in and out is django-allauth's."""

from django.urls import path

from jejaring.web.accounts import devices, views

urlpatterns = [
    path("", views.account, name="account"),
    path("pengaman/", views.second_factor, name="second-factor"),
    path("nama/", views.name, name="account-name"),
    path("sessions/", devices.devices, name="usersessions_list"),
]
