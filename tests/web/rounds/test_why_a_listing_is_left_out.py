"""Every reason told is the one that counts: the price, the smallest quantity, or nobody's use for it."""

import re
from decimal import Decimal

import pytest

from jejaring.web.rounds.models import Outcome
from jejaring.web.rounds.templatetags.rounds import why_left_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(listing):
    def tell(
        worth: float,
        *,
        exact: bool = True,
        kind: str = "offers",
        minimum: float | None = None,
        price: str = "200000",
        since: str = "",
    ) -> str:
        """`price`: when it was frozen; `since`: by now."""
        listed = listing(kind=kind, thing="kulit-tersamak", price=Decimal(since or price), quantity=60)
        listed.minimum = minimum
        outcome = Outcome(listing=listed, price=Decimal(price), worth=worth, level=0, gain=0, exact=exact)
        return re.sub(r"\s", " ", why_left_out(outcome))

    return tell


def test_the_price_at_which_it_would_be_in(told):
    assert "meminta Rp200.000" in told(150_000)
    assert "di bawah Rp150.000" in told(150_000)
    assert "menawar Rp200.000" in told(250_000, kind="needs")
    assert "di atas Rp250.000" in told(250_000, kind="needs")


def test_of_whole_rupiah_the_last_that_is_in_and_the_first_that_is_not(told):
    assert "di bawah Rp150.000/" in told(149_999.4)  # 149.999 is in, 150.000 is not
    assert "di bawah Rp150.000/" in told(150_000)
    assert "di bawah Rp1/" in told(0.3)
    assert "di atas Rp250.000/" in told(250_000.6, kind="needs")


def test_who_asks_in_cents_is_told_in_cents(told):
    assert "meminta Rp12,45/m²; terpakai bila di bawah Rp12,4/m²" in told(12.40, price="12.45")


def test_what_it_asked_when_it_was_frozen_whatever_it_asks_by_now(told):
    assert "meminta Rp200.000/m²; terpakai bila di bawah Rp150.000/m²" in told(150_000, since="140000")
    assert "Paling tinggi" in told(150_000, exact=False, since="140000")


def test_a_smallest_quantity_is_a_condition(told):
    assert "jumlah terkecil" not in told(150_000)
    assert "jumlah terkecil" in told(150_000, minimum=40)


def test_no_price_where_nobody_could_use_it(told):
    assert "dapat memakainya sekarang, berapa pun harganya" in told(0)
    assert "dapat memenuhinya sekarang, berapa pun harganya" in told(0, kind="needs")


def test_a_good_price_that_whole_units_leave_out(told):
    assert "sudah cukup" in told(210_000, exact=False)
    assert "sudah cukup" in told(190_000, exact=False, kind="needs")


def test_a_bound_is_told_as_one(told):
    assert "Paling tinggi" in told(150_000, exact=False)
    assert "Setidaknya" in told(250_000, exact=False, kind="needs")
