"""Addresses of cash flows, loans and rule sets."""

from django.urls import path

from jejaring.web.finance.views import cash, instalments, kur, rules

app_name = "finance"
urlpatterns = [
    path("kas/<int:key>/", cash.cash, name="cash"),
    path("angsuran/<int:key>/", instalments.instalments, name="instalments"),
    path("kur/<int:key>/", kur.kur, name="kur"),
    path("kur/hasil/<int:pk>/", kur.assessment, name="assessment"),
    path("aturan/", rules.rules, name="rules"),
    path("aturan/tambah/", rules.add, name="add-rules"),
    path("aturan/<int:pk>/tarik/", rules.withdraw, name="withdraw-rules"),
]
