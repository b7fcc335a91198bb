"""Text that people type, without marks that hide or turn round the text beside them."""

import unicodedata
from typing import Any

from django import forms

HIDDEN = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
"""Unicode's categories of characters that are not seen: controls, marks of direction, separators of lines."""
KEPT = "\n\t"
NULL = "\0"


def visible(text: str, but: str = KEPT) -> str:
    """The text without characters that are not seen, except those in `but`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in text if each in but or unicodedata.category(each) not in HIDDEN)


class TextField(forms.CharField):
    """One line of text, blanks drawn together."""

    def to_python(self, value: Any) -> Any:
        """The text that is seen."""
        return super().to_python(" ".join(visible(value).split()) if isinstance(value, str) else value)


class PlainField(forms.CharField):
    """Text of one line or several; a null character is refused, not left out."""

    def to_python(self, value: Any) -> Any:
        """The text that is seen."""
        return visible(str(super().to_python(value) or ""), KEPT + NULL).strip()
