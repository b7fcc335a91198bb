import pytest
from django.utils import timezone

from jejaring.web.trade.board import region_numbers
from jejaring.web.trade.carriage import carriage
from jejaring.web.trade.suppliers import suppliers_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def maker(listing):
    return listing(kind="capacities", thing="samak-kulit-sapi", price=112_000, region="32.05")


def test_what_the_work_takes_with_the_cheapest_delivered_first(maker, listing):
    cheap_but_far = listing(thing="kulit-sapi-garam", price=20_000, region="92.03")
    near = listing(thing="kulit-sapi-garam", price=20_100, region="32.73")
    (hides,) = suppliers_of(maker, today=TODAY)
    assert [seller.listing.pk for seller in hides.sellers] == [near.pk, cheap_but_far.pk]
    there = carriage("kulit-sapi-garam")[region_numbers()["32.73"], region_numbers()["32.05"]]
    assert hides.sellers[0].delivered == pytest.approx(20_100 + there)
    assert (hides.commodity, hides.quantity) == ("kulit-sapi-garam", 5.6)


def test_never_from_oneself_and_of_other_listings_none(maker, listing):
    own = listing(maker.cooperative, thing="kulit-sapi-garam")
    assert not any(supply.sellers for supply in suppliers_of(maker, today=TODAY))
    assert suppliers_of(own, today=TODAY) == ()


def test_they_stand_on_the_page_and_can_be_asked(client, person, maker, listing):
    hides = listing(thing="kulit-sapi-garam", price=20_000, region="32.73")
    client.force_login(
        person(maker.cooperative), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    shown = client.get(f"/pasar/{maker.pk}/mitra/").content.decode()
    assert "Bahan bakunya" in shown
    assert f"/pasar/{hides.pk}/ajukan/" in shown
