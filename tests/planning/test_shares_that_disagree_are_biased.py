"""A process whose shares disagree is biased the same way in all of them, by what one of them does."""

from types import SimpleNamespace

import numpy as np

from jejaring.planning.simplex.biases import BIAS, FADING, renew_biases
from jejaring.planning.simplex.problem import PROCESS

TAKES, GIVES = 0, 1  # nodes: the material at 30 rupiah, the product at 100


def solved_alone(levels):
    """Mills that take 2 and give 1: a share in the material and one in the product, at these levels."""
    mills = len(levels)
    shares = np.zeros(2 * mills, dtype=PROCESS)
    shares["first_entry"], shares["last_entry"] = np.arange(2 * mills), np.arange(2 * mills) + 1
    alone = SimpleNamespace(
        processes=shares,
        entry_node=np.tile([TAKES, GIVES], mills),
        entry_quantity=np.tile([-2.0, 1.0], mills),
    )
    basis = SimpleNamespace(roles={"level": np.ravel(levels).astype(float)}, price=np.array([30.0, 100.0]))
    whole = SimpleNamespace(processes={"upper": np.full(mills, 8.0)})
    return whole, SimpleNamespace(problem=alone, process=np.repeat(np.arange(mills), 2)), basis


def biases(levels, before, *, product_says):
    bias = np.array(before)
    renew_biases(*solved_alone(levels), bias, product_says=product_says)
    return bias.tolist()


def test_the_product_says_then_the_material():
    levels = [(0, 8), (8, 0)]
    assert biases(levels, [0.0, 0.0], product_says=True) == [-100 * BIAS, 100 * BIAS]
    assert biases(levels, [0.0, 0.0], product_says=False) == [100 * BIAS, -100 * BIAS]


def test_a_mill_in_part_at_work_is_held_or_fed_by_how_much():
    assert biases([(8, 5), (8, 3)], [0.0, 0.0], product_says=True) == [-100 * BIAS, 100 * BIAS]


def test_a_bias_fades_where_shares_agree():
    assert biases([(8, 8), (0, 0), (3, 3)], [0.5, -0.25, 0.0], product_says=True) == [
        0.5 * FADING,
        -0.25 * FADING,
        0.0,
    ]
