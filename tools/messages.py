"""Bring the site's English up to date: gather every sentence marked for translation, compile what is known.

The sentences in code and templates are Indonesian; `locale/en/LC_MESSAGES/django.po` holds their English. New
ones are added empty, ones no longer said are dropped, and `django.mo`, which the site reads, is written.

usage: python -m tools.messages [--check]     (--check changes nothing and fails when something is missing)
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

WEB = Path(__file__).parents[1] / "src" / "jejaring" / "web"
PO = WEB / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
KEYWORDS = dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")) | {
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def sentences() -> Iterator[tuple[str | tuple[str, ...], str | None, str]]:
    """Every marked sentence: its text (or singular and plural), its context, and the file it stands in."""
    for path in sorted([*WEB.rglob("*.py"), *WEB.rglob("*.html"), *WEB.rglob("*.txt")]):
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
        for _line, message, _comments, context in extract(
            "python", io.BytesIO(source.encode()), keywords=KEYWORDS
        ):
            yield message, context, path.relative_to(WEB).as_posix()


def gathered() -> Catalog:
    """The catalogue as it should be: every sentence, with the English already known."""
    known = read_po(io.StringIO(PO.read_text(encoding="utf-8")), locale="en") if PO.exists() else Catalog()
    catalog = Catalog(locale="en", project="Jejaring", charset="utf-8", fuzzy=False)
    for message, context, place in sentences():
        catalog.add(message, locations=[(place, None)], context=context)
    for message in catalog:
        before = known.get(message.id, context=message.context) if message.id else None
        if before is not None and before.string:
            message.string = before.string
    return catalog


def missing(catalog: Catalog) -> list[str]:
    """The sentences without English."""
    return [
        str(message.id)
        for message in catalog
        if message.id and not all(message.string if isinstance(message.string, tuple) else [message.string])
    ]


def written(catalog: Catalog) -> tuple[str, bytes]:
    """The catalogue as .po and as .mo; nothing in them tells when or by whom they were made."""
    text, binary = io.BytesIO(), io.BytesIO()
    write_po(text, catalog, omit_header=True, sort_output=True, include_lineno=False, width=110)
    po = HEADER + text.getvalue().decode()
    write_mo(binary, read_po(io.StringIO(po), locale="en"))
    return po, binary.getvalue()


def main() -> int:
    """Write the catalogue, or check it."""
    catalog = gathered()
    po, mo = written(catalog)
    without = missing(catalog)
    if "--check" in sys.argv[1:]:
        stale = not PO.exists() or PO.read_text(encoding="utf-8") != po
        if stale:
            print("The catalogue is not up to date: run python -m tools.messages")
        for sentence in without:
            print(f"No English yet: {sentence}")
        return int(stale or bool(without))
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_text(po, encoding="utf-8")
    PO.with_suffix(".mo").write_bytes(mo)
    print(f"{len(catalog)} sentences, {len(without)} without English")
    return 0


if __name__ == "__main__":
    sys.exit(main())
