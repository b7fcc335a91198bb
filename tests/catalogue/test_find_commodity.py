import pytest

from jejaring.catalogue import find_commodity, shipped_catalogue, suggest_commodities


@pytest.mark.parametrize(
    ("text", "commodity"),
    [
        ("gkg", "gkg"),
        ("GKG", "gkg"),
        ("gabah kering giling", "gkg"),
        ("Gabah Kering-Giling ", "gkg"),
        ("kulit sapi", "kulit-sapi-mentah"),
        ("kulit sapi tersamak", "kulit-tersamak"),
        ("sapi tersamak kulit", "kulit-tersamak"),
        ("Leather shoes", "sepatu-kulit"),
        ("sepatu kuli", "sepatu-kulit"),
        ("cabe rawit", "cabai-rawit"),
        ("telur", "telur-ayam"),
        ("Gabah kering giling (GKG)", "gkg"),
        ("Leather (1.2 mm)", "kulit-tersamak"),
        ("kopi", None),
        ("kol", "kubis"),
        ("sols", None),
        ("", None),
        ("?!", None),
    ],
)
def test_finds_what_people_write_and_nothing_it_doubts(text, commodity):
    assert find_commodity(text, shipped_catalogue()) == commodity


def test_every_name_leads_to_its_own_commodity():
    catalogue = shipped_catalogue()
    for row in catalogue.commodities.iter_rows(named=True):
        for name in [row["commodity"], row["name_id"], row["name_en"], *(row["aliases"] or "").split(";")]:
            if name:
                assert find_commodity(name, catalogue) == row["commodity"], name


def test_no_name_belongs_to_two_commodities():
    owners: dict[str, set[str]] = {}
    for name, commodity in shipped_catalogue().names.pairs:
        owners.setdefault(name, set()).add(commodity)
    assert {name: who for name, who in owners.items() if len(who) > 1} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kulit-tersamk", "kulit-tersamak"),
        ("kopi", "kopi-arabika"),
        ("leather shoe", "sepatu-kulit"),
        ("berass", "beras"),
        ("gabah kering", "gkg"),
    ],
)
def test_suggests_the_nearest_names(text, expected):
    suggestions = suggest_commodities(text, shipped_catalogue(), count=6)
    assert expected in suggestions
    assert len(suggestions) == len(set(suggestions)) == 6


def test_suggests_three_unless_told_otherwise():
    assert suggest_commodities("sepatu-kulti", shipped_catalogue())[0] == "sepatu-kulit"
    assert len(suggest_commodities("sepatu-kulti", shipped_catalogue())) == 3


def test_a_word_of_the_name_counts_before_a_word_that_looks_alike():
    assert set(suggest_commodities("gabah", shipped_catalogue(), count=2)) == {"gkg", "gkp"}
