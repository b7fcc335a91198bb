"""What accepted trades hold of a program: listings have that much less left, nodes get what it brings."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.activities import ONCE_PER_WINDOW
from jejaring.planning.program import Program

Floats = NDArray[np.float64]


def without_held(program: Program) -> Program:
    """The program with what accepted trades hold of its listings taken out."""
    held = program.held
    if held is None:
        return program
    activities = dict(program.activities)
    for kind, at in program.activities.items():
        least: Floats = held.kilograms if kind == "haulage" else held.least[program.columns(kind)]
        if kind in ONCE_PER_WINDOW and len(at):
            least = np.bincount(at.listing, weights=least).astype(np.float64)[at.listing]
        activities[kind] = replace(at, quantity=np.maximum(at.quantity - least, 0.0))
    return replace(program, activities=activities, held=None)


def held_at(program: Program, nodes: int) -> Floats:
    """Shape (nodes,): what accepted trades, and the listings they need, bring to every node on balance."""
    brought = np.zeros(nodes)
    if program.held is not None:
        count = program.nodes.count
        brought[:count] = (program.activity_matrix @ program.held.least)[:count] + program.held.transfers
    return brought
