import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

pytestmark = pytest.mark.display
ROOT = Path(__file__).parents[3]


def test_every_sentence_has_its_english_and_the_catalogue_is_compiled():
    checked = subprocess.run(
        [sys.executable, "-m", "tools.messages", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(("count", "words"), [(1, "1 proposal is waiting"), (2, "2 proposals are waiting")])
def test_english_counts_as_english_does(count, words):
    sentence = "%(n)s usulan menunggu jawaban Anda."
    with translation.override("en"):
        assert (ngettext(sentence, sentence, count) % {"n": count}).startswith(words)


def test_indonesian_is_what_the_code_says():
    with translation.override("id"):
        assert gettext("Halaman saya") == "Halaman saya"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/koperasi/", "/pasar/", "/akun/login/", "/akun/signup/", "/tidak/"]
)
def test_a_page_in_english_has_no_indonesian_left(client, address):
    client.cookies["django_language"] = "en"
    page = client.get(address).content.decode()
    assert '<html lang="en">' in page
    for word in ("koperasi ", "Cari", "boleh", "Halaman", "Masuk", "Daftar", "Kata"):
        assert word not in page.replace("/koperasi/", ""), word


def test_no_sentence_hides_where_it_is_not_gathered():
    """Sentences inside f-strings are seen by Python alone."""
    hidden = re.compile(r"""f["'].*\{n?(?:_|gettext)\(""")
    found = [
        path.name
        for path in (ROOT / "src/jejaring/web").rglob("*.py")
        if hidden.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
