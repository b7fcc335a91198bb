"""The doors of the site: django-allauth's forms for signing in and up, in this site's words."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
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


def without_placeholders(form: Any) -> None:
    """Labels say what a field is for: words inside it only look as if something were filled in."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
