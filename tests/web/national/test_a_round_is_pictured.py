"""What an announced round brings between provinces, with nothing told of fewer than five on either side."""

import re

import polars as pl
import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.rounds.world import asked, coordinator, world

from jejaring.insight.interdependence import DEALING_COLUMNS, dealings
from jejaring.market import Market
from jejaring.planning import plan
from jejaring.web.common.groups import FEWEST
from jejaring.web.national.actions import picture_due
from jejaring.web.national.models import RoundPicture
from jejaring.web.national.ways import ways_of
from jejaring.web.rounds.models import Attempt, Round

PLACES = ("11", "12", "32", "51", "94")


@st.composite
def trades(draw):
    """Cooperatives in a few provinces that sell to each other."""
    homes = draw(st.lists(st.sampled_from(PLACES), min_size=2, max_size=40))
    random = draw(st.randoms(use_true_random=False))
    rows = []
    for number in range(draw(st.integers(0, 120))):
        seller, buyer = random.randrange(len(homes)), random.randrange(len(homes))
        rows.append(
            {
                "trade": f"T{number}",
                "seller_cooperative": str(seller),
                "buyer_cooperative": str(buyer),
                "origin_province": homes[seller],
                "destination_province": homes[buyer],
                "value": float(random.randrange(10**9)),
                "freight": float(random.randrange(10**6)),
                "tonnes": random.randrange(10**6) / 1000,
            }
        )
    schema = {name: kind for name, kind in DEALING_COLUMNS.items() if not rows or name in rows[0]}
    return pl.DataFrame(rows, schema=schema, orient="row")


@settings(max_examples=60, deadline=None)
@given(trades())
def test_every_row_has_five_sellers_and_buyers_and_rows_sum_to_the_plan(made):
    cells = ways_of(made)
    sides = [made[side].n_unique() for side in ("seller_cooperative", "buyer_cooperative")]
    if min(sides) < FEWEST:
        assert cells is None
        return
    found = []
    for cell in cells:
        here = made.filter(
            pl.col("origin_province").is_in(cell["from"]), pl.col("destination_province").is_in(cell["to"])
        )
        assert here["seller_cooperative"].n_unique() >= FEWEST
        assert here["buyer_cooperative"].n_unique() >= FEWEST
        assert cell["value"] == round(here["value"].sum())
        found += here["trade"].to_list()
    assert sorted(found) == sorted(made["trade"]), "every trade is in one cell, and in one only"
    assert sum(cell["value"] for cell in cells) == made["value"].sum()


@pytest.mark.django_db
def test_a_round_of_four_is_not_told_in_parts(client):
    round = asked(world())
    assert client.get(reverse("national:round", args=[round.pk])).status_code == 404
    facts = round.attempts.get().folder / "plan" / "plan.json"
    facts.rename(facts.with_suffix(".away"))
    assert picture_due(today=round.answer_until) == 0, "its files are gone for now"
    facts.with_suffix(".away").rename(facts)
    assert picture_due(today=round.answer_until) == 1
    assert picture_due(today=round.answer_until) == 0
    page = client.get(reverse("national:round", args=[round.pk])).content.decode()
    assert "kurang dari lima koperasi" in page
    assert "Rp" not in re.sub("<[^>]*>", "", page), "a form's token may spell it"
    assert RoundPicture.objects.get().ways is None
    assert reverse("national:round", args=[round.pk]) in client.get("/nasional/").content.decode()


def six_and_six(folder):
    """Six in Garut sell to six in Gianyar."""
    places, six = (("jual", "32.05"), ("beli", "51.04")), range(6)
    listed = "id,cooperative,commodity,quantity,price"
    tables = {
        "cooperatives": ["id,name,region", *(f"{who}{n},{who} {n},{at}" for n in six for who, at in places)],
        "offers": [listed, *(f"o{n},jual{n},gkg,{900 + n},7000" for n in six)],
        "needs": [listed, *(f"n{n},beli{n},gkg,{800 + n},12000" for n in six)],
        "capacities": ["id,cooperative,recipe,quantity,price"],
    }
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
    return Market.read(folder)


def announced(market: Market, best) -> Round:
    """A round whose announced plan is this."""
    opener, today = coordinator(""), timezone.localdate()
    days = {"collect_until": today, "answer_until": today}
    round = Round.objects.create(name="Putaran contoh", opened_by=opener, state=Round.State.ASKING, **days)
    counts = {"listings": 12}
    attempt = Attempt.objects.create(round=round, number=1, published=timezone.now(), counts=counts)
    market.write(attempt.folder / "market")
    best.write(attempt.folder / "plan", replace=True)
    return round


@pytest.mark.django_db
def test_a_larger_round_is_told_by_province_and_by_scope(client, tmp_path):
    market = six_and_six(tmp_path)
    best = plan(market)
    round = announced(market, best)
    assert picture_due(today=round.answer_until) == 1
    made = RoundPicture.objects.get()
    told = dealings(market, best)
    assert sum(way["trades"] for way in made.ways) == told.height
    assert sum(way["value"] for way in made.ways) == pytest.approx(told["value"].sum(), abs=len(made.ways))
    surpluses = [each["surplus"] for each in made.scopes]
    assert surpluses == sorted(surpluses)
    assert surpluses[0] == 0 < surpluses[-1] == pytest.approx(best.surplus, abs=1)
    page = client.get(reverse("national:round", args=[round.pk])).content.decode()
    assert "Seluruh jejaring" in page
    assert "siapa memasok siapa" in page
