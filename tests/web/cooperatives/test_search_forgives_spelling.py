import pytest
from tests.web.cooperatives.conftest import GARUT, UBUD

from jejaring.web.cooperatives import search
from jejaring.web.cooperatives.models import Cooperative, SearchWord, VocabularyWord
from jejaring.web.cooperatives.search.index import as_frame

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(cooperative):
    for name in ("Makmur", "Jaya", "Sentosa", "Abadi", "Mulya"):
        cooperative(f"Koperasi Contoh Tani {name}", GARUT)
    return {
        "milk": cooperative("Koperasi Contoh Susu Rejeki"),  # its place alone says Pangalengan
        "hides": cooperative("Koperasi Contoh Kulit Sukaregang", GARUT, group="industri"),
        "coffee": cooperative("Koperasi Contoh Kopi Kintamani", UBUD),
    }


def names(text, among=None):
    found = search.find(Cooperative.objects.all() if among is None else among, text)
    return [each.name.removeprefix("Koperasi Contoh ") for each in found.cooperatives()]


@pytest.mark.parametrize(
    "text",
    [
        "koperasi susu",
        "koprasi susu bandung",
        "KOPERASI  SUSU, Bandung!",
        "kopersi susu rejeky",
        "susu jawa barat",
        "súsu rejéki",
        "reje",
    ],
)
def test_finds_what_was_meant(register, text):
    assert names(text)[0] == "Susu Rejeki"


def test_the_words_that_were_put_right_are_told(register):
    found = search.find(Cooperative.objects.all(), "kulit sukaregan")
    assert (found.asked, found.corrected, found.dropped) == ("kulit sukaregang", True, ())
    assert [each.pk for each in found.cooperatives()] == [register["hides"].pk]


def test_a_word_that_nothing_has_is_left_out_and_told(register):
    found = search.find(Cooperative.objects.all(), "kopi zzzzqqqq")
    assert found.dropped == ("zzzzqqqq",)
    assert [each.pk for each in found.cooperatives()] == [register["coffee"].pk]


def test_words_that_no_cooperative_has_together_are_asked_for_apart(register):
    found = search.find(Cooperative.objects.all(), "kopi kulit")
    assert {each.pk for each in found.cooperatives()} & {register["hides"].pk, register["coffee"].pk}
    assert found.dropped


def test_the_name_counts_before_the_place(register, cooperative):
    named = cooperative("Koperasi Contoh Garut", UBUD)
    assert names("garut")[0] == named.name.removeprefix("Koperasi Contoh ")


@pytest.mark.parametrize("text", ["", "koperasi", "koprasi unit desa", "!!!", "‮", "a"])
def test_a_text_that_tells_nothing_filters_nothing(register, text):
    assert search.find(Cooperative.objects.all(), text) is None


def test_only_among_those_asked_for(register):
    assert names("contoh", Cooperative.objects.in_region("51")) == ["Kopi Kintamani"]


def test_by_the_whole_nik(register, cooperative):
    cooperative("Koperasi Contoh Bernomor", nik="3204151234567")
    assert names("3204 1512 34567") == ["Bernomor"]
    assert names("3204151234") == []


@pytest.mark.parametrize("text", ["%", "_", "'; DROP TABLE x; --", "x" * 5000, "susu " * 500, "\x00susu"])
def test_no_text_breaks_it(register, text):
    search.find(Cooperative.objects.all(), text)


def test_a_renamed_cooperative_is_found_by_its_new_name_only(register):
    milk = register["milk"]
    before = as_frame([milk])
    milk.name = "Koperasi Contoh Keju Rejeki"
    milk.save()
    search.index_again(before, as_frame([milk]))
    assert names("keju") == ["Keju Rejeki"]
    assert not SearchWord.objects.filter(word="susu").exists()
    assert not VocabularyWord.objects.filter(word="susu").exists()


def test_indexing_anew_gives_the_same_index(register):
    def index():
        return set(SearchWord.objects.values_list("word", "cooperative", "rank")), set(
            VocabularyWord.objects.values_list("word", "cooperatives")
        )

    before = index()
    assert search.reindex() == Cooperative.objects.count()
    assert index() == before
