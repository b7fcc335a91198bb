import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from jejaring.language import isolated
from jejaring.language.direction import BEGIN, END, ORDERS


def test_names_from_left_to_right_are_left_as_they_are():
    for name in ("Koperasi Contoh", "Koperasi Contoh Ngudi Rahayu é ꦥꦱꦂ", ""):
        assert isolated(name) == name


def test_a_name_in_arabic_letters_is_set_apart():
    assert isolated("Koperasi بركة") == f"{BEGIN}Koperasi بركة{END}"


def test_orders_to_turn_around_are_dropped():
    assert isolated("Koperasi \u202ehotnoC") == f"{BEGIN}Koperasi hotnoC{END}"


@given(st.text())
def test_nothing_inside_can_end_or_begin_a_direction(name):
    inside = isolated(name).removeprefix(BEGIN).removesuffix(END)
    assert ORDERS.isdisjoint(map(unicodedata.bidirectional, inside))
