"""Passwords that whoever tries this site would try first."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS = (
    *(
        "jejaring",
        "koperasi",
        "kopdes",
        "merahputih",
        "merah",
        "putih",
        "desa",
        "kelurahan",
        "pengurus",
        "ketua",
    ),
    *(
        "bendahara",
        "anggota",
        "sekretaris",
        "dinas",
        "kementerian",
        "indonesia",
        "password",
        "sandi",
        "rahasia",
    ),
    *("contoh", "admin"),
)
"""What the site, its users and their offices are called."""
FEWEST = 4
"""Letters that have to be left when these words and all digits and signs are taken away."""


class NotOurWords:
    """Refuses a password made of nothing but the site's own words, digits and signs."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError when too little else is in it."""
        left = re.sub(r"[\W\d_]", "", password.lower())
        for word in sorted(WORDS, key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < FEWEST:
            raise ValidationError(self.get_help_text(), code="password_of_our_words")

    def get_help_text(self) -> str:
        """What would be right."""
        return _(
            "Jangan hanya memakai kata seperti koperasi, jejaring, atau jabatan, dengan angka di belakangnya."
        )
