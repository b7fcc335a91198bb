"""Addresses of rounds and of the parts of their chains."""

from django.urls import path

from jejaring.web.rounds.views import insight, parts, rounds

app_name = "rounds"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("buka/", rounds.open_round, name="open"),
    path("<int:pk>/", rounds.one, name="round"),
    path("<int:pk>/banding/", rounds.compare, name="compare"),
    path("<int:pk>/jejaring/", insight.insight, name="insight"),
    path("<int:pk>/<int:number>/berkas/", rounds.files, name="files"),
    path("<int:pk>/bekukan/", rounds.freeze, name="freeze"),
    path("<int:pk>/ulangi/", rounds.retry, name="retry"),
    path("<int:pk>/umumkan/", rounds.announce, name="announce"),
    path("<int:pk>/tutup/", rounds.close, name="close"),
    path("<int:pk>/batal/", rounds.cancel, name="cancel"),
    path("bagian/<int:pk>/", parts.part, name="part"),
    path("bagian/<int:pk>/terima/", parts.accept, name="accept"),
    path("bagian/<int:pk>/tolak/", parts.decline, name="decline"),
]
