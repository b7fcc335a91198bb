import pytest
from django.utils import timezone

from jejaring.web.trade.board import region_numbers
from jejaring.web.trade.carriage import carriage
from jejaring.web.trade.makers import makers_for
from jejaring.web.trade.makings import uses_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def leather(listing):
    return listing(thing="kulit-tersamak", price=230_000, quantity=150, region="32.05")


def test_who_makes_shoes_of_leather_though_no_need_says_so(leather, listing):
    far = listing(kind="capacities", thing="sepatu-kulit", price=74_000, region="51.04")
    near = listing(kind="capacities", thing="tas-kulit", price=165_000, region="32.73")
    listing(kind="capacities", thing="samak-kulit-sapi", price=112_000)  # makes leather, uses none
    found = makers_for(leather, today=TODAY)
    assert [one.listing.pk for one in found.shown] == [near.pk, far.pk]
    assert found.count == 2
    there = carriage("kulit-tersamak")[region_numbers()["32.05"], region_numbers()["51.04"]]
    assert found.shown[1].delivered == pytest.approx(230_000 + there)
    assert found.shown[1].margin is None  # what a maker would pay is for the maker to say


def test_nobody_makes_anything_of_a_need_or_of_their_own_goods(leather, listing):
    listing(leather.cooperative, kind="capacities", thing="sepatu-kulit", price=74_000)
    assert makers_for(leather, today=TODAY).count == 0
    listing(kind="capacities", thing="sepatu-kulit", price=74_000)
    assert makers_for(listing(kind="needs", thing="kulit-tersamak"), today=TODAY).count == 0


def test_what_no_recipe_takes_in_has_no_makers(listing):
    assert uses_of("sepatu-kulit") == ()
    assert makers_for(listing(thing="sepatu-kulit"), today=TODAY).count == 0


def test_a_maker_is_asked_from_the_page(client, person, leather, listing):
    maker = listing(kind="capacities", thing="sepatu-kulit", price=74_000, region="51.04")
    client.force_login(
        person(leather.cooperative), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    shown = client.get(f"/pasar/{leather.pk}/mitra/").content.decode()
    assert "Pengolah yang memakai Kulit sapi tersamak" in shown
    assert f'name="kepada" value="{maker.cooperative_id}"' in shown
