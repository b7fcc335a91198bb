import pytest

from jejaring.geography import region_names
from jejaring.web.cooperatives.forms.region import RegionField, RegionsField

pytestmark = pytest.mark.display
AMBIGUOUS = ("15", "36.73.01", "91.06.12.1014", "33.05.26.2013", "32.04.15.2001", "32.04.15", "32.04")


@pytest.mark.parametrize("code", AMBIGUOUS)
def test_what_is_shown_is_read_as_the_same_place(code):
    field = RegionField()
    assert field.clean(field.prepare_value(code)) == code


@pytest.mark.parametrize("level", ["province", "regency", "district", "village"])
def test_of_every_level(level):
    field = RegionField()
    codes = list(region_names(level))
    for code in codes[:: max(1, len(codes) // 150)]:
        assert field.clean(field.prepare_value(code)) == code


def test_who_looks_for_a_name_that_several_have_gets_them_all():
    assert RegionsField().clean("Bandung") == ["32.04", "32.73"]
