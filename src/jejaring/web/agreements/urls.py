"""Addresses of agreements, orders and deliveries."""

from django.urls import path

from jejaring.web.agreements.views import agreements, orders, papers, shipments, writing

app_name = "agreements"
urlpatterns = [
    path("", agreements.agreements, name="agreements"),
    path("usulan/<int:pk>/", writing.from_proposal, name="from-proposal"),
    path("<int:pk>/", agreements.agreement, name="agreement"),
    path("<int:pk>/ubah/", writing.amend, name="amend"),
    path("<int:pk>/ajukan/", agreements.propose, name="propose"),
    path("<int:pk>/setuju/", agreements.accept, name="accept"),
    path("<int:pk>/tolak/", agreements.decline, name="decline"),
    path("<int:pk>/batal/", agreements.withdraw, name="withdraw"),
    path("<int:pk>/versi/<int:number>.pdf", papers.agreement_pdf, name="agreement-paper"),
    path("pesanan/", orders.orders, name="orders"),
    path("pesanan/<int:pk>/", orders.order, name="order"),
    path("pesanan/<int:pk>/kirim/", orders.send, name="send"),
    path("pesanan/<int:pk>/tutup/", orders.finish, name="finish"),
    path("kiriman/<int:pk>/", shipments.shipment, name="shipment"),
    path("kiriman/<int:pk>/terima/", shipments.receive, name="receive"),
    path("kiriman/<int:pk>/cocok/", shipments.confirm, name="confirm"),
    path("kiriman/<int:pk>/sangkal/", shipments.dispute, name="dispute"),
    path("kiriman/<int:pk>/tarik/", shipments.recall, name="recall"),
    path("kiriman/<int:pk>/kembali/", shipments.take_back, name="take-back"),
    path("kiriman/<int:pk>/asal/", shipments.origins, name="trace"),
    path("kiriman/<int:pk>/surat-jalan.pdf", papers.waybill_pdf, name="waybill"),
    path("kiriman/<int:pk>/bast.pdf", papers.handover_pdf, name="handover"),
    path("foto/<int:pk>/", shipments.picture, name="picture"),
]
