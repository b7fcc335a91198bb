"""Names on a picture, put where they cover neither each other nor what they name.

It knows boxes. It refuses to know what is drawn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

GLYPH = 0.57  # mean width of a letter in a sans-serif font, of its size
LINE = 1.15  # height of a line, of the font's size


@dataclass(frozen=True)
class Wish:
    """A name that wants to stand beside a point."""

    text: str
    x: float
    y: float
    clearance: float
    """How far from the point the name must keep."""
    look: str = ""
    """How it is drawn (a class of the style sheet)."""


@dataclass(frozen=True)
class Label:
    """A name in its place."""

    text: str
    x: float
    y: float
    anchor: str
    """`start`, `middle` or `end`: which part of the text stands at x; y is its baseline."""
    look: str


Box = tuple[float, float, float, float]  # left, top, right, bottom


def place_labels(
    wishes: Sequence[Wish],
    size: float,
    width: float,
    height: float,
    taken: Iterable[Box] = (),
) -> list[Label]:
    """Place names in order of importance, each beside its point where nothing stands yet.

    Parameters
    ----------
    wishes : sequence of Wish
        The most important first. A name that fits nowhere is left out.
    size : float
        Font size, in the picture's units.
    width, height : float
        The picture; no name leaves it.
    taken : iterable of (left, top, right, bottom)
        Where nothing may stand.

    Returns
    -------
    list of Label
    """
    boxes = list(taken)
    placed: list[Label] = []
    for wish in wishes:
        long, tall = len(wish.text) * GLYPH * size, LINE * size
        away = wish.clearance + 0.25 * size
        for anchor, left, top in (
            ("start", wish.x + away, wish.y - tall / 2),
            ("end", wish.x - away - long, wish.y - tall / 2),
            ("middle", wish.x - long / 2, wish.y - away - tall),
            ("middle", wish.x - long / 2, wish.y + away),
            ("start", wish.x + 0.5 * away, wish.y - 0.7 * away - tall),
            ("start", wish.x + 0.5 * away, wish.y + 0.7 * away),
            ("end", wish.x - 0.5 * away - long, wish.y - 0.7 * away - tall),
            ("end", wish.x - 0.5 * away - long, wish.y + 0.7 * away),
        ):
            box = (left, top, left + long, top + tall)
            inside = left >= 0 and top >= 0 and box[2] <= width and box[3] <= height
            if inside and not any(_overlap(box, other) for other in boxes):
                boxes.append(box)
                x = {"start": left, "middle": left + long / 2, "end": left + long}[anchor]
                placed.append(Label(wish.text, x, top + 0.82 * tall, anchor, wish.look))
                break
    return placed


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
