"""The doors of the site: django-allauth's forms for signing in and up, in this site's words."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import RequestLoginCodeForm as AllauthCodeForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class LoginForm(AllauthLoginForm):
    """A phone number or an e-mail address, and the password."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["login"].label = _("Nomor HP atau alamat surel")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].label = _("Kata sandi")
        without_placeholders(self)


class SignupForm(AllauthSignupForm):
    """A name, a phone number or an e-mail address, and a password."""

    field_order = ("name", "phone", "email", "password1")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["email"].label = _("Alamat surel")
        self.fields["password1"].label = _("Kata sandi")
        without_placeholders(self)


class CodeForm(AllauthCodeForm):
    """Where the code for signing in is to be sent."""

    field_order = ("phone", "email")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.order_fields(self.field_order)
        self.fields["email"].label = _("Alamat surel")
        without_placeholders(self)

    def clean(self) -> dict[str, Any]:
        """Refuse a form that says nowhere."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not (self.errors or cleaned.get("phone") or cleaned.get("email")):
            raise ValidationError(_("Isi nomor HP atau alamat surel Anda."))
        return cleaned


def without_placeholders(form: Any) -> None:
    """Labels say what a field is for: words inside it only look as if something were filled in."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
