import pytest

from jejaring.web.trade.meant import goods_meant, recipes_meant

pytestmark = pytest.mark.django_db


def shown(client, **asked):
    return {row.pk for row in client.get("/pasar/", asked).context["rows"]}


def test_one_word_finds_all_that_are_called_so(client, listing):
    coffees = {listing(thing=thing).pk for thing in ("kopi-arabika", "kopi-robusta")}
    listing(thing="gkg")
    assert shown(client, apa="kopi") == coffees
    assert shown(client, apa="coffee") == coffees


def test_a_name_that_is_one_good_finds_that_one(client, listing):
    rice = listing(thing="beras")
    listing(thing="beras-premium")
    assert goods_meant("beras") == ("beras",)
    assert shown(client, apa="beras") == {rice.pk}


def test_who_makes_it_is_found_as_well(client, listing):
    mill = listing(kind="capacities", thing="giling-gabah")
    assert "giling-gabah" in recipes_meant(("beras",))
    assert shown(client, apa="beras") == {mill.pk}
    assert shown(client, apa="beras", jenis="offers") == set()


@pytest.mark.parametrize("text", ["emas", "", "   ", "\u202e", "%", "<b>"])
def test_what_means_nothing_finds_nothing(text):
    assert goods_meant(text) == ()
