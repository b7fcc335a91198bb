"""Addresses of bills and payments."""

from django.urls import path

from jejaring.web.money.views import bills, payments, taxes, together

app_name = "money"
urlpatterns = [
    path("", bills.bills, name="bills"),
    path("<int:pk>/", bills.bill, name="bill"),
    path("<int:pk>/bayar/", bills.pay, name="pay"),
    path("<int:pk>/sangkal/", bills.dispute, name="dispute"),
    path("<int:pk>/akui/", bills.uphold, name="uphold"),
    path("bersama/<int:debtor>/<int:creditor>/", together.together, name="pay-together"),
    path("pembayaran/<int:pk>/", payments.payment, name="payment"),
    path("pembayaran/<int:pk>/terima/", payments.confirm, name="confirm"),
    path("pembayaran/<int:pk>/tolak/", payments.refuse, name="refuse"),
    path("pembayaran/<int:pk>/batal/", payments.withdraw, name="withdraw"),
    path("pembayaran/<int:pk>/kuitansi.pdf", payments.receipt_pdf, name="receipt"),
    path("pajak/<int:key>/", taxes.tax_status, name="tax-status"),
]
