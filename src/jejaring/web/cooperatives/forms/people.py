"""Who acts for a cooperative."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jejaring.web.common.fields import TextField
from jejaring.web.cooperatives.forms.fields import NikField
from jejaring.web.cooperatives.models import Membership


class ClaimForm(forms.Form):
    """An officer's claim."""

    nik = NikField(
        label=_("NIK koperasi"),
        help_text=_("Nomor Induk Koperasi, 10 sampai 16 angka, ada di sertifikat NIK."),
    )
    role = forms.ChoiceField(label=_("Jabatan Anda"), choices=Membership.Role.choices)
    note = TextField(
        label=_("Catatan untuk dinas"),
        required=False,
        max_length=300,
        help_text=_("Misalnya nomor SK pengurus, supaya lebih cepat diperiksa."),
    )


class RefusalForm(forms.Form):
    """Why a claim is refused."""

    reason = TextField(label=_("Alasan bila ditolak"), max_length=300)


class InvitationForm(forms.Form):
    """Whom the chair asks, and as what."""

    name = TextField(label=_("Nama yang diundang"), max_length=120)
    role = forms.ChoiceField(label=_("Jabatan"), choices=Membership.Role.choices)
