"""A document without what is not seen and what no calendar or scale shows, before anything of it is kept."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext as _

from jejaring.valueflows import Graph, Measure
from jejaring.web.api.problems import Problem
from jejaring.web.common.fields import visible

WORDS = ("name", "note")
"""Written for people: what is not seen is left out, as on the pages."""
LONGEST_ID = 400
"""Letters."""
MOST_DIGITS, MOST_DECIMALS = 15, 9
YEARS = range(1900, 2200)


def cleaned(graph: Graph) -> Graph:
    """The same document, to be kept; moments without a time zone are UTC's.

    Raises
    ------
    Problem
        When an id has characters that are not seen or is too long, or a number or date makes no sense.
    """
    faults = [
        (f"{visible(thing.id, '')[:LONGEST_ID]}: {name}", fault)
        for thing in graph.things
        for name, value in vars(thing).items()
        if name not in WORDS
        for each in (value if isinstance(value, tuple) else [value])
        if (fault := _fault(each))
    ]
    if faults:
        raise Problem("not-valid", "", faults[:100])
    return replace(graph, things=tuple(map(_seen, graph.things)))


def _fault(value: Any) -> str:
    if isinstance(value, str) and (len(value) > LONGEST_ID or visible(value, "") != value):
        return _("Ada huruf yang tidak terlihat, atau terlalu panjang.")
    if isinstance(value, date) and value.year not in YEARS:
        return _("Tanggal ini tidak masuk akal.")
    if isinstance(value, Measure):
        if value.value.adjusted() > MOST_DIGITS or value.value != round(value.value, MOST_DECIMALS):
            return _("Angka ini tidak masuk akal.")
        return _fault(value.unit)
    return ""


def _seen(thing: Any) -> Any:
    said = {name: visible(getattr(thing, name)).strip() for name in WORDS if hasattr(thing, name)}
    created = getattr(thing, "created", None)
    if isinstance(created, datetime) and created.tzinfo is None:
        return replace(thing, **said, created=created.replace(tzinfo=UTC))
    return replace(thing, **said)
