"""Addresses of listings, partners and proposals."""

from django.urls import path

from jejaring.web.trade.views import line, listing, market, new, partners, photos, proposals

app_name = "trade"
urlpatterns = [
    path("", market.market, name="market"),
    path("saya/", market.mine, name="mine"),
    path("tulis/", line.line, name="line"),
    path("baru/", new.new, name="new"),
    path("<int:pk>/", listing.detail, name="listing"),
    path("<int:pk>/ubah/", listing.change, name="change"),
    path("<int:pk>/tutup/", listing.close, name="close"),
    path("<int:pk>/perpanjang/", listing.renew, name="renew"),
    path("<int:pk>/foto/", photos.add, name="add-photo"),
    path("foto/<int:pk>/", photos.show, name="photo"),
    path("foto/<int:pk>/hapus/", photos.remove, name="remove-photo"),
    path("<int:pk>/mitra/", partners.partners, name="partners"),
    path("<int:pk>/ajukan/", proposals.propose, name="propose"),
    path("usulan/", proposals.proposals, name="proposals"),
    path("usulan/<int:pk>/", proposals.proposal, name="proposal"),
    path("usulan/<int:pk>/tawar/", proposals.counter, name="counter"),
    path("usulan/<int:pk>/terima/", proposals.accept, name="accept"),
    path("usulan/<int:pk>/tolak/", proposals.refuse, name="refuse"),
    path("usulan/<int:pk>/batal/", proposals.withdraw, name="withdraw"),
    path("usulan/<int:pk>/pesan/", proposals.write, name="write"),
]
