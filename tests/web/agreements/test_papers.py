"""The papers: the same bytes for the same thing, kept once, with what they must say on them."""

import hashlib
import re
import shutil
import subprocess
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.agreements.delivering import delivered, paid, sent
from tests.web.agreements.world import chain

from jejaring.web.agreements.models import Document
from jejaring.web.agreements.papers.agreement import agreement_data, agreement_paper
from jejaring.web.agreements.papers.shipment import handover, waybill
from jejaring.web.agreements.papers.typeset import typeset
from jejaring.web.agreements.terms import Terms
from jejaring.web.money.papers import receipt_paper
from jejaring.web.money.words import in_words

pytestmark = [pytest.mark.django_db, pytest.mark.display]


def address_of(token):
    return f"https://jejaring.example/periksa/{token}/"


def words_in(document, tmp_path):
    """What can be read in it."""
    path = tmp_path / "kertas.pdf"
    path.write_bytes(document.file.read())
    return subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout


def test_the_same_version_is_the_same_file_and_its_digest_is_kept():
    made = chain(Terms(down_payment=Decimal(30), quality="Mutu A, tanpa cacat", late="Denda 1% seminggu"))
    version = made.agreement.current
    first = agreement_paper(version, address_of)
    content = first.file.read()
    assert content[:5] == b"%PDF-"
    assert hashlib.sha256(content).hexdigest() == first.digest
    again = typeset("agreement", agreement_data(version), address=address_of(first.token), made=version.at)
    assert again == content
    assert agreement_paper(version, address_of) == first
    assert Document.objects.count() == 1


@pytest.fixture
def papers():
    made = chain(Terms(down_payment=Decimal(30), quality="Mutu A, tanpa cacat", late="Denda 1% seminggu"))
    hide = delivered(
        made.tanner, made.maker, made.hides, 140, 10, weight=Decimal("151.5"), moisture=Decimal(12), grade="A"
    )
    payment = paid(made.maker, made.tanner, made.hides.obligations.get(kind="muka"))
    pairs = sent(made.maker, made.shoes, 100, carrier="Truk DK 1234 XX", materials=[hide])
    return {
        "perjanjian": agreement_paper(made.agreement.current, address_of),
        "bast": handover(hide, address_of),
        "surat-jalan": waybill(pairs, address_of),
        "kuitansi": receipt_paper(payment, address_of),
    }


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_what_they_say(papers, tmp_path):
    said = {name: " ".join(words_in(document, tmp_path).split()) for name, document in papers.items()}
    for words in (
        *("PERJANJIAN KERJA SAMA", "e-meterai", "Mutu A, tanpa cacat", "Denda 1% seminggu", "Uang muka 30%"),
        *("Rp182.200.000", "Kulit", "periksa siapa saja"),
    ):
        assert words in said["perjanjian"], words
    for words in ("BERITA ACARA SERAH TERIMA", "151,5 kg", "12%", "130 m²", "rusak"):
        assert words in said["bast"], words
    for words in ("SURAT JALAN", "DK 1234 XX", "100 pasang", "Kapal laut", "Dibuat dari"):
        assert words in said["surat-jalan"], words
    assert (
        re.search(r"(?<!\S)Rp", said["surat-jalan"]) is None
    )  # the code in its address may hold these letters
    for words in (
        "KUITANSI",
        "Rp9.660.000",
        "Sembilan juta enam ratus enam puluh ribu rupiah",
        "bea meterai",
    ):
        assert words in said["kuitansi"], words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (15, "lima belas"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (1000, "seribu"),
        (1_111_111, "satu juta seratus sebelas ribu seratus sebelas"),
        (2_000_000_000_001, "dua triliun satu"),
        (110_000, "seratus sepuluh ribu"),
    ],
)
def test_amounts_in_words(amount, words):
    assert in_words(amount) == words


VALUES = {
    word: value
    for value, word in enumerate(
        ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
    )
}
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read(words):
    """The number that somebody reads in the words."""
    whole = part = last = 0
    for word in words.replace("sepuluh", "satu puluh").replace("seratus", "satu ratus").split():
        if word == "seribu":
            whole, part, last = whole + 1000, 0, 0
        elif word == "sebelas":
            part, last = part + 11, 0
        elif word == "belas":
            part, last = part + 10, 0
        elif word in ("puluh", "ratus"):
            part += last * ({"puluh": 10, "ratus": 100}[word] - 1)
            last = 0
        elif word in SCALES:
            whole, part, last = whole + part * SCALES[word], 0, 0
        else:
            last = VALUES[word]
            part += last
    return whole + part


@given(st.integers(0, 10**15 - 1))
def test_words_are_read_back_as_the_amount(amount):
    assert read(in_words(amount)) == amount
