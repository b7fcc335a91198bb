import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejaring.language.rounding import round_to_sum

amounts = st.lists(st.floats(-1e11, 1e11), max_size=40)


@given(amounts)
def test_the_parts_shown_add_up_to_the_sum_shown(parts):
    assert round_to_sum(parts).sum() == round(math.fsum(parts))


@given(amounts)
def test_no_part_moves_by_a_whole_rupiah(parts):
    assert all(abs(whole - part) < 1 for whole, part in zip(round_to_sum(parts), parts, strict=True))


def test_the_missing_units_go_to_the_largest_remainders_and_the_earlier_among_equals():
    assert round_to_sum([0.4, 0.7, 0.9]).tolist() == [0, 1, 1]
    assert round_to_sum([1 / 3, 1 / 3, 1 / 3]).tolist() == [1, 0, 0]


@pytest.mark.parametrize("amount", [np.nan, np.inf])
def test_an_amount_that_is_no_number_is_refused(amount):
    with pytest.raises(ValueError, match="finite"):
        round_to_sum([1.0, amount])
