"""What is asked at sign-up besides what django-allauth asks."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jejaring.web.accounts.models import Person
from jejaring.web.common.fields import TextField


class NameForm(forms.Form):
    """What a person is called."""

    name = TextField(
        label=_("Nama lengkap"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


class SignupForm(NameForm):
    """A name, and a phone number or an e-mail address or both."""

    def clean(self) -> dict:
        """Refuse a sign-up that nobody could be reached by."""
        cleaned = super().clean() or self.cleaned_data
        reached = cleaned.get("phone") or cleaned.get("email")
        if not (reached or "phone" in self.errors or "email" in self.errors):
            raise ValidationError(_("Isi nomor HP atau alamat surel, supaya Anda dapat masuk lagi."))
        return cleaned

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Keep the name on the new person."""
        user.name = self.cleaned_data["name"]
        user.email = user.email or None
        user.save()
