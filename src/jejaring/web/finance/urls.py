"""Addresses of cash flows, loans and rule sets."""

from django.urls import path

from jejaring.web.finance.views import cash, files, instalments, kur, need, rules

app_name = "finance"
urlpatterns = [
    path("kas/<int:key>/", cash.cash, name="cash"),
    path("angsuran/<int:key>/", instalments.instalments, name="instalments"),
    path("kur/<int:key>/", kur.kur, name="kur"),
    path("kur/hasil/<int:pk>/", kur.assessment, name="assessment"),
    path("berkas/<int:key>/", files.files, name="files"),
    path("berkas/<int:key>/baru/", files.new, name="new-file"),
    path("berkas/lihat/<int:pk>/", files.one, name="file"),
    path("berkas/lihat/<int:pk>/berkas.pdf", files.paper, name="file-pdf"),
    path("berkas/lihat/<int:pk>/tarik/", files.revoke, name="revoke-file"),
    path("bank/<str:token>/", files.shared, name="shared"),
    path("bank/<str:token>/berkas.pdf", files.shared_paper, name="shared-pdf"),
    path("kebutuhan/", need.need, name="need"),
    path("aturan/", rules.rules, name="rules"),
    path("aturan/tambah/", rules.add, name="add-rules"),
    path("aturan/<int:pk>/tarik/", rules.withdraw, name="withdraw-rules"),
]
