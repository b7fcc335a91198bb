"""The forms of a page as a browser sees them: what stands in them, what is told beside a field."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

NOT_SENT = ("file", "checkbox", "radio")
"""Fields of which nothing is sent as long as nothing is chosen."""
BUTTONS = ("submit", "button", "reset", "image")
ALONE = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
"""Elements that are never closed."""


@dataclass
class PageField:
    """A field with its value."""

    name: str
    type: str
    """As in HTML; also `select` and `textarea`."""
    value: str = ""
    described: tuple[str, ...] = ()
    """Ids of what describes it."""
    invalid: bool = False
    choices: list[str] = field(default_factory=list)
    told: str = ""
    """What stands beside it as its error."""


@dataclass
class PageForm:
    """A form and its fields by name; of radio buttons the one chosen."""

    action: str
    method: str
    fields: dict[str, PageField] = field(default_factory=dict)
    button: dict[str, str] = field(default_factory=dict)
    """What its first button says when it is pressed."""

    @property
    def asked(self) -> tuple[str, ...]:
        """Names of the fields that a person sees."""
        return tuple(name for name, one in self.fields.items() if one.type != "hidden")

    @property
    def values(self) -> dict[str, str]:
        """What a browser would send, files left out."""
        ticked = (one for one in self.fields.values() if one.type not in NOT_SENT or one.value)
        return {one.name: one.value for one in ticked} | self.button


def forms_of(page: str) -> list[PageForm]:
    """The forms of a page."""
    reader = _Reader()
    reader.feed(page)
    for each in reader.forms:
        for one in each.fields.values():
            one.told = " ".join(
                " ".join(reader.texts[name].split())
                for name in one.described
                if name.endswith("_error") and name in reader.texts
            )
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.texts: dict[str, str] = {}
        self.open: list[tuple[str, str]] = []
        """Elements not yet closed, and their ids."""
        self.inside: PageForm | None = None
        self.filling: PageField | None = None
        self.described: tuple[str, ...] = ()
        """What describes the group of fields that one is in."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag not in ALONE:
            self.open.append((tag, said.get("id", "")))
        if said.get("id"):
            self.texts.setdefault(said["id"], "")
        if tag == "form":
            self.inside = PageForm(said.get("action", ""), said.get("method", "get").lower())
            self.forms.append(self.inside)
        elif tag == "fieldset":
            self.described = tuple(said.get("aria-describedby", "").split())
        elif tag == "button" and self.inside and said.get("name") and not self.inside.button:
            self.inside.button = {said["name"]: said.get("value", "")}
        elif tag in ("input", "select", "textarea") and self.inside and said.get("name"):
            self._field(tag, said)
        elif tag == "option" and self.filling and self.filling.type == "select":
            value = said.get("value", "")
            self.filling.choices.append(value)
            if "selected" in said or len(self.filling.choices) == 1:
                self.filling.value = value

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag == "form":
            self.inside = None
        elif tag == "fieldset":
            self.described = ()
        elif tag in ("select", "textarea"):
            if self.filling and tag == "textarea":
                self.filling.value = self.filling.value.removeprefix("\n")
            self.filling = None

    def handle_data(self, data: str) -> None:
        if self.filling and self.filling.type == "textarea":
            self.filling.value += data
        for _tag, name in self.open:
            if name:
                self.texts[name] += data

    def _field(self, tag: str, said: dict[str, str]) -> None:
        kind = said.get("type", "text") if tag == "input" else tag
        if kind in BUTTONS or self.inside is None:
            return
        made = PageField(
            said["name"],
            kind,
            said.get("value", ""),
            (*said.get("aria-describedby", "").split(), *self.described),
            said.get("aria-invalid") == "true",
        )
        if kind in ("checkbox", "radio"):
            made.choices.append(made.value or "on")
            known = self.inside.fields.get(made.name)
            made.value = (made.value or "on") if "checked" in said else (known.value if known else "")
        self.inside.fields[made.name] = made
        self.filling = made if tag != "input" else None


def all_fields(forms: list[PageForm]) -> Iterator[PageField]:
    """Of all forms."""
    for each in forms:
        yield from each.fields.values()
