"""Phone numbers as people write them: 0812-3456-7890, +62 812..., 62812..."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def international(text: str) -> str:
    """The number as +6281234567890.

    Raises
    ------
    ValidationError
        When it is no phone number.
    """
    written = text.strip()
    if written.startswith("62"):
        written = "+" + written
    try:
        number = phonenumbers.parse(written, "ID")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise ValidationError(_("Nomor HP ini tidak lengkap atau salah. Contoh: 0812-3456-7890."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
