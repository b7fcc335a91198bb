"""Addresses of the register."""

from django.urls import path

from jejaring.web.cooperatives.views import (
    claims,
    cooperative,
    directory,
    edit,
    exports,
    imports,
    invitations,
    people,
)

app_name = "cooperatives"
urlpatterns = [
    path("", directory.directory, name="directory"),
    path("unduh.<str:form>", exports.export, name="export"),
    path("baru/", edit.enter, name="enter"),
    path("saya/", people.mine, name="mine"),
    path("<int:key>/", cooperative.page, name="page"),
    path("<int:key>/ubah/", edit.change, name="change"),
    path("<int:key>/fakta/", edit.add_fact, name="add-fact"),
    path("<int:key>/selaras/<int:mismatch>/", edit.settle, name="settle"),
    path("<int:key>/klaim/", claims.make, name="claim"),
    path("klaim/", claims.waiting, name="claims"),
    path("klaim/<int:key>/", claims.decide, name="claim-decide"),
    path("klaim/<int:key>/batal/", claims.withdraw, name="claim-withdraw"),
    path("<int:key>/pengurus/", people.people, name="people"),
    path("<int:key>/pengurus/<int:membership>/akhiri/", people.end, name="membership-end"),
    path("<int:key>/undang/", invitations.invite, name="invite"),
    path("<int:key>/undangan/<int:invitation>/tarik/", invitations.withdraw, name="invitation-withdraw"),
    path("undangan/<str:token>/", invitations.accept, name="invitation"),
    path("impor/", imports.listing, name="imports"),
    path("impor/<int:key>/", imports.one, name="import"),
    path("impor/<int:key>/kolom/", imports.columns, name="import-columns"),
    path("impor/<int:key>/jalankan/", imports.start, name="import-start"),
    path("impor/<int:key>/batal/", imports.cancel, name="import-cancel"),
    path("impor/<int:key>/kesalahan.<str:form>", imports.errors, name="import-errors"),
]
