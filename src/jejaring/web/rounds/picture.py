"""A chain in one picture: who gives what to whom, from raw material above to the need below, as SVG.

Narrow enough for a phone. Everything in it is said in words beside it as well.
"""

from collections.abc import Sequence
from textwrap import wrap

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from jejaring.web.rounds.models import Trade

WIDTH, BOX, HEIGHT, GAP, ACROSS = 340, 160, 54, 44, 2
LETTERS, LINES = 22, 3
OWN, OTHER, LINE, INK = "#bcd9cf", "#ffffff", "#55645e", "#1d2a26"


def chain_picture(trades: Sequence[Trade], own: set[int], label: str) -> SafeString:
    """The cooperatives of a chain in rows, each row further from the raw material than the one above.

    Parameters
    ----------
    trades : sequence of Trade
        With giver and receiver.
    own : set of int
        Keys of the cooperatives that are marked.
    label : str
        What it shows, in words.
    """
    names = {side.pk: side.name for trade in trades for side in (trade.giver, trade.receiver)}
    rows = _rows(trades, list(names))
    place: dict[int, tuple[float, float]] = {}
    y = 4.0
    for row in rows:
        for first in range(0, len(row), ACROSS):
            line = row[first : first + ACROSS]
            left = (WIDTH - len(line) * BOX - (len(line) - 1) * (WIDTH - 2 * BOX)) / 2
            for number, key in enumerate(line):
                place[key] = (left + number * (WIDTH - BOX), y)
            y += HEIGHT + (8 if first + ACROSS < len(row) else 0)
        y += GAP
    tall = round(y - GAP + 4)
    pairs = {(trade.giver_id, trade.receiver_id) for trade in trades if trade.giver_id != trade.receiver_id}
    lines = "".join(_arrow(place[giver], place[receiver]) for giver, receiver in sorted(pairs))
    boxes = "".join(_box(place[key], name, key in own) for key, name in names.items())
    return mark_safe(
        f'<svg role="img" viewBox="0 0 {WIDTH} {tall}" width="{WIDTH}" height="{tall}">'
        f"<title>{escape(label)}</title>{lines}{boxes}</svg>"
    )


def _rows(trades: Sequence[Trade], keys: list[int]) -> list[list[int]]:
    """The cooperatives by the longest way from raw material; where they go in circles, as far as it goes."""
    depth = dict.fromkeys(keys, 0)
    for _ in range(len(keys)):
        moved = False
        for trade in trades:
            giver, receiver = trade.giver_id, trade.receiver_id
            if giver != receiver and depth[receiver] <= depth[giver] < len(keys) - 1:
                depth[receiver], moved = depth[giver] + 1, True
        if not moved:
            break
    found = [[key for key in keys if depth[key] == level] for level in range(max(depth.values()) + 1)]
    return [row for row in found if row]


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    x1, y1, x2, y2 = start[0] + BOX / 2, start[1] + HEIGHT, end[0] + BOX / 2, end[1]
    if y2 <= y1:  # back up or along the row: from side to side
        y1, y2 = start[1] + HEIGHT / 2, end[1] + HEIGHT / 2
    head = 1 if y2 >= y1 else -1
    middle = (y1 + y2) / 2
    return (
        f'<path d="M{x1:.0f} {y1:.0f}C{x1:.0f} {middle:.0f} {x2:.0f} {middle:.0f} {x2:.0f} {y2:.0f}" '
        f'fill="none" stroke="{LINE}" stroke-width="2"/>'
        f'<path d="M{x2 - 5:.0f} {y2 - 7 * head:.0f}L{x2:.0f} {y2:.0f}L{x2 + 5:.0f} {y2 - 7 * head:.0f}" '
        f'fill="none" stroke="{LINE}" stroke-width="2"/>'
    )


def _box(place: tuple[float, float], name: str, own: bool) -> str:
    x, y = place
    lines = _broken(name)
    first = y + HEIGHT / 2 + 4 - 7 * (len(lines) - 1)
    text = "".join(
        f'<text x="{x + BOX / 2:.0f}" y="{first + 14 * number:.0f}" text-anchor="middle" font-size="12" '
        f'fill="{INK}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{BOX}" height="{HEIGHT}" rx="6" '
        f'fill="{OWN if own else OTHER}" stroke="{LINE}"/>{text}'
    )


def _broken(name: str) -> list[str]:
    """A name in at most three lines; of a longer one the end stays: by it names that begin alike differ."""
    lines = wrap(name, LETTERS)
    return lines if len(lines) <= LINES else [lines[0], lines[1][: LETTERS - 2] + " …", lines[-1]]
