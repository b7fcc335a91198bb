"""What django-allauth asks of this site: phone numbers, and names at sign-up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jejaring.web.accounts import sms
from jejaring.web.accounts.fields import PhoneField
from jejaring.web.accounts.models import Person
from jejaring.web.accounts.phone import international
from jejaring.web.accounts.trail import tell


class AccountAdapter(DefaultAccountAdapter):
    """Phone numbers stand on the person; messages go out by the site's own sender."""

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """A field that takes a number as people here write it."""
        return PhoneField(**kwargs)

    def get_phone(self, user: Person) -> tuple[str, bool] | None:
        """The person's number, and whether it was shown to be theirs."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: Person, phone: str, verified: bool) -> None:
        """Keep a new number."""
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: Person, phone: str) -> None:
        """The person has typed the code sent to `phone`."""
        self.set_phone(user, phone, verified=True)
        tell("account.phone-shown", user)

    def get_user_by_phone(self, phone: str) -> Person | None:
        """Whose number this is, however it is written."""
        try:
            return Person.objects.filter(phone=international(phone)).first()
        except ValidationError:
            return None

    def send_verification_code_sms(self, user: Person, phone: str, code: str, **_kwargs: Any) -> None:
        """Send the code that shows a number to be theirs."""
        sms.send(phone, _("Kode Jejaring Anda: %(code)s. Jangan berikan kepada siapa pun.") % {"code": code})

    def send_unknown_account_sms(self, phone: str, **_kwargs: Any) -> None:
        """Somebody asked to sign in with a number that has no account."""
        sms.send(phone, _("Nomor ini belum punya akun Jejaring."))

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Somebody signed up with a number that has an account."""
        sms.send(phone, _("Nomor ini sudah punya akun Jejaring. Silakan masuk."))
