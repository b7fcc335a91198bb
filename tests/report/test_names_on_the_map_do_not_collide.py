from hypothesis import given
from hypothesis import strategies as st

from jejaring.report.labels import GLYPH, LINE, Wish, place_labels

WIDTH, HEIGHT, SIZE = 1000.0, 400.0, 20.0

wishes = st.lists(
    st.builds(
        Wish,
        text=st.text("abcdef ", min_size=1, max_size=18),
        x=st.floats(0, WIDTH),
        y=st.floats(0, HEIGHT),
        clearance=st.floats(1, 8),
    ),
    max_size=30,
)


def box(label):
    long = len(label.text) * GLYPH * SIZE
    left = label.x - {"start": 0, "middle": 0.5, "end": 1}[label.anchor] * long
    top = label.y - 0.82 * LINE * SIZE
    return left, top, left + long, top + LINE * SIZE


@given(wishes)
def test_names_stay_apart_and_inside(wishes):
    boxes = [box(label) for label in place_labels(wishes, SIZE, WIDTH, HEIGHT)]
    slack = 1e-6
    for index, one in enumerate(boxes):
        assert one[0] >= -slack
        assert one[1] >= -slack
        assert one[2] <= WIDTH + slack
        assert one[3] <= HEIGHT + slack
        for other in boxes[:index]:
            apart = (
                one[2] <= other[0] + slack
                or other[2] <= one[0] + slack
                or one[3] <= other[1] + slack
                or other[3] <= one[1] + slack
            )
            assert apart


def test_the_more_important_name_wins_the_place():
    here = [Wish("Garut", 995, 200, 3), Wish("Bandung", 5, 200, 3), Wish("Garut", 995, 200, 3)]
    assert [label.text for label in place_labels(here[:2], SIZE, WIDTH, HEIGHT)] == ["Garut", "Bandung"]
    crowd = [Wish(f"Tempat nomor {n}", 500, 200, 3) for n in range(40)]
    names = [label.text for label in place_labels(crowd, SIZE, WIDTH, HEIGHT)]
    assert names[0] == "Tempat nomor 0"
    assert 0 < len(names) < 40
