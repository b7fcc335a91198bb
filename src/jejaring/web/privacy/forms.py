"""What is asked before an account is erased."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    """One tick."""

    sure = forms.BooleanField(
        label=_("Saya mengerti bahwa ini tidak dapat dibatalkan."),
        error_messages={"required": _("Beri tanda bila Anda memang ingin menghapus akun.")},
    )
