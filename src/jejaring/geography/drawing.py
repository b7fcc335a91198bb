"""From degrees to pixels: a plain projection, and outlines as SVG paths.

This module knows how to place longitude and latitude on a picture. It refuses to know colours, labels or
what a map is about.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jejaring.geography.outlines import Outline


@dataclass(frozen=True)
class Projection:
    """The equirectangular projection of a box of the earth onto a picture, y pointing down.

    A degree of longitude is drawn shorter than one of latitude by the cosine of the box's middle latitude.
    The box fills the picture as far as its shape allows and sits in the middle of it.
    """

    west: float
    south: float
    east: float
    north: float
    width: float
    """Pixels."""
    height: float
    """Pixels."""
    margin: float = 0.0
    """Pixels left free on every side."""

    @classmethod
    def around(cls, outlines: Iterable[Outline], width: float, margin: float = 0.0) -> Self:
        """The projection that shows `outlines` whole in a picture `width` pixels wide, as high as they need.

        Raises
        ------
        ValueError
            When there is no outline to show.
        """
        rings = [ring for outline in outlines for ring in outline.rings]
        if not rings:
            raise ValueError("no outline to show: give at least one")
        corners = np.concatenate(rings)
        (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
        aspect = (north - south) / ((east - west) * math.cos(math.radians((south + north) / 2)))
        height = math.ceil((width - 2 * margin) * aspect + 2 * margin)
        return cls(float(west), float(south), float(east), float(north), width, height, margin)

    @property
    def shrink(self) -> float:
        """How much shorter a degree of longitude is drawn than a degree of latitude."""
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def pixels_per_degree(self) -> float:
        """Pixels per degree of latitude."""
        across = (self.width - 2 * self.margin) / ((self.east - self.west) * self.shrink)
        down = (self.height - 2 * self.margin) / (self.north - self.south)
        return min(across, down)

    def __call__(self, degrees: ArrayLike) -> NDArray[np.float64]:
        """Pixels (x, y) of points; `degrees` has shape (..., 2), longitude before latitude."""
        points = np.asarray(degrees, dtype=np.float64)
        middle = np.array([(self.west + self.east) / 2, (self.south + self.north) / 2])
        scale = self.pixels_per_degree * np.array([self.shrink, -1.0])
        pixels: NDArray[np.float64] = (points - middle) * scale + np.array([self.width / 2, self.height / 2])
        return pixels


def svg_path(outline: Outline, projection: Projection, precision: float = 0.5) -> str:
    """The `d` attribute of an SVG path that draws `outline`.

    Parameters
    ----------
    outline : Outline
        What to draw.
    projection : Projection
        Where it goes on the picture.
    precision : float, default 0.5
        Pixels. Corners are moved to this grid and those that fall together are drawn once, so the path is
        no longer than the picture can show. Neighbours' common corners move alike: no cracks open.

    Returns
    -------
    str
        A start and relative steps, such as `M12 30.5l.5 1-2 0z`; empty when nothing is large enough to be
        seen. Holes are cut out under either fill rule.
    """
    return "".join(_ring_path(projection(ring), precision) for ring in outline.rings)


def _ring_path(pixels: NDArray[np.float64], precision: float) -> str:
    """One closed ring as a move, lines and a close; empty when fewer than three corners are left."""
    grid = np.round(pixels / precision).astype(np.int64)
    corners = grid[:-1][np.any(grid[:-1] != grid[1:], axis=1)]
    if len(corners) < 3:
        return ""
    steps = np.diff(corners, axis=0)
    return "M" + _numbers(corners[:1], precision) + "l" + _numbers(steps, precision) + "z"


def _numbers(pairs: NDArray[np.int64], precision: float) -> str:
    """Grid steps as SVG reads them with the fewest characters: no space before a minus sign."""
    text = " ".join(_number(step, precision) for step in pairs.ravel().tolist())
    return text.replace(" -", "-")


@cache
def _number(step: int, precision: float) -> str:
    """A grid step in pixels, without trailing zeros and without a zero before the point."""
    number = f"{step * precision:.4f}".rstrip("0").rstrip(".")
    return number.replace("0.", ".", 1) if number.lstrip("-").startswith("0.") else number
