"""What is asked about a payment, and about being taxable."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jejaring.web.agreements.wording import line_thing
from jejaring.web.common.forms import DayField
from jejaring.web.common.templatetags.figures import day, rupiah
from jejaring.web.money.actions import Paid
from jejaring.web.money.models import Obligation
from jejaring.web.trade.forms.fields import NumberField, PlainField


class PaymentForm(forms.Form):
    """How much was paid, when, how."""

    amount = NumberField(label=_("Dibayar (rupiah)"), decimals=0)
    on = DayField(label=_("Tanggal bayar"), initial=timezone.localdate)
    means = PlainField(
        label=_("Cara bayar"),
        required=False,
        max_length=120,
        help_text=_("Transfer, tunai, nomor bukti."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def value(self) -> Paid:
        """What the payer says."""
        data = self.cleaned_data
        return Paid(amount=int(data["amount"]), on=data["on"], means=data["means"])


class TogetherForm(PaymentForm):
    """Which bills of one payee a payment pays, how much, when, how."""

    field_order = ["bills", "amount", "on", "means"]

    def __init__(
        self, *args: Any, bills: Sequence[Obligation], frees: Mapping[int, int], **kwargs: Any
    ) -> None:
        """`bills`: those that may be paid, the first due first; `frees`: what of each, by key."""
        super().__init__(*args, **kwargs)
        self.known = {str(bill.pk): bill for bill in bills}
        self.fields["bills"] = forms.MultipleChoiceField(
            label=_("Tagihan yang dibayar"),
            widget=forms.CheckboxSelectMultiple,
            choices=[(key, _told(bill, frees[bill.pk])) for key, bill in self.known.items()],
            error_messages={"invalid_choice": _("Tagihan ini tidak dapat dibayar sekarang: %(value)s.")},
            help_text=_(
                "Uangnya dibagi mulai dari yang paling dahulu jatuh tempo; yang terakhir boleh sebagian."
            ),
        )
        self.fields["amount"].label = _("Dibayar semuanya (rupiah)")
        self.order_fields(self.field_order)

    def chosen(self) -> list[Obligation]:
        """The bills that were ticked."""
        return [self.known[key] for key in self.cleaned_data["bills"]]


def _told(bill: Obligation, free: int) -> str:
    words = gettext("%(number)s: %(what)s, sisa %(left)s, jatuh tempo %(due)s")
    return words % {
        "number": bill.reference,
        "what": line_thing(bill.commitment.line),
        "left": rupiah(free),
        "due": day(bill.due),
    }


class TaxStatusForm(forms.Form):
    """Whether the cooperative is a taxable firm, since when."""

    taxable = forms.TypedChoiceField(
        label=_("Apakah koperasi Anda pengusaha kena pajak (PKP)?"),
        choices=[("", _("Pilih")), ("ya", _("Ya")), ("tidak", _("Tidak"))],
        coerce=lambda text: text == "ya",
    )
    since = DayField(label=_("Sejak"), initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
