"""Every reason told is the one that counts: the price, the smallest quantity, or nobody's use for it."""

import re

import pytest

from jejaring.web.rounds.models import Outcome
from jejaring.web.rounds.templatetags.rounds import why_left_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(listing):
    def tell(worth: float, *, exact: bool = True, kind: str = "offers", minimum: float | None = None) -> str:
        listed = listing(kind=kind, thing="kulit-tersamak", price=200_000, quantity=60)
        listed.minimum = minimum
        outcome = Outcome(listing=listed, worth=worth, level=0, gain=0, exact=exact)
        return re.sub(r"\s", " ", why_left_out(outcome))

    return tell


def test_the_price_at_which_it_would_be_in(told):
    assert "meminta Rp200.000" in told(150_000)
    assert "di bawah Rp150.000" in told(150_000)
    assert "menawar Rp200.000" in told(250_000, kind="needs")
    assert "di atas Rp250.000" in told(250_000, kind="needs")


def test_a_smallest_quantity_is_a_condition(told):
    assert "jumlah terkecil" not in told(150_000)
    assert "jumlah terkecil" in told(150_000, minimum=40)


def test_no_price_where_nobody_could_use_it(told):
    assert "berapa pun harganya" in told(0)


def test_a_good_price_that_whole_units_leave_out(told):
    assert "sudah cukup" in told(210_000, exact=False)
    assert "sudah cukup" in told(190_000, exact=False, kind="needs")


def test_a_bound_is_told_as_one(told):
    assert "Paling tinggi" in told(150_000, exact=False)
    assert "Setidaknya" in told(250_000, exact=False, kind="needs")
