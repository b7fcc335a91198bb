"""A person's name, number and address, taken out of text that they wrote."""

import re

INSTEAD = "[dihapus]"
SHORTEST = 3
"""Letters of a name that is looked for."""


class Redaction:
    """Knows what to take out."""

    def __init__(self, *words: str | None) -> None:
        long = {word.strip() for word in words if word and len(word.strip()) >= SHORTEST}
        self.words = sorted(long, key=len, reverse=True)
        found = "|".join(re.escape(word) for word in self.words)
        self.pattern = re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE) if found else None

    def __call__(self, text: str) -> str:
        """The text without them."""
        return self.pattern.sub(INSTEAD, text) if self.pattern else text

    @classmethod
    def of(cls, name: str, phone: str | None, *addresses: str | None) -> "Redaction":
        """What a person is called and reached by, the number also as it is written at home."""
        home = "0" + phone.removeprefix("+62") if phone and phone.startswith("+62") else None
        bare = phone.removeprefix("+") if phone else None
        return cls(name, phone, home, bare, *addresses)
