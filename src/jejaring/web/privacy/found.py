"""Find a person as the operator of a site names them."""

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from jejaring.web.accounts.models import Person
from jejaring.web.accounts.phone import international


def person_called(name: str) -> Person:
    """By e-mail address, phone number however it is written, or the account's number.

    Raises
    ------
    CommandError
        When there is nobody.
    """
    fields: dict[str, str] = {"email__iexact": name}
    if "@" not in name:
        try:
            fields = {"phone": international(name)}
        except ValidationError:
            fields = {"pk": name} if name.isascii() and name.isdigit() and len(name) < 19 else {}
    person = Person.objects.filter(**fields).first() if fields else None
    if person is None:
        raise CommandError(f"Tidak ada akun {name}: tulis alamat surel, nomor HP, atau nomor akunnya.")
    return person
