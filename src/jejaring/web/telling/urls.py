"""Addresses of the inbox and the calendar."""

from django.urls import path

from jejaring.web.telling.views import inbox

app_name = "telling"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("baca/", inbox.read, name="read"),
    path("kalender/", inbox.give_address, name="give-calendar"),
    path("kalender/cabut/", inbox.take_back_address, name="take-back-calendar"),
    path("kalender/<str:secret>.ics", inbox.calendar, name="calendar"),
]
