"""The financing file: complete, an indication; seen by its link until it is revoked, every look noted."""

import shutil
import subprocess
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.agreements.delivering import delivered, paid, today
from tests.web.agreements.world import chain

from jejaring.finance.kur import Applicant
from jejaring.web.agreements.actions import NotAllowed
from jejaring.web.agreements.terms import Terms
from jejaring.web.finance import actions
from jejaring.web.finance.financing import Wish, flows_of
from jejaring.web.finance.financing_paper import financing_paper
from jejaring.web.finance.models import FinancingFile, Look

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def made():
    world = chain(Terms(down_payment=Decimal(20), payment_days=14))
    delivered(world.tanner, world.maker, world.hides, 40, 5)
    paid(world.maker, world.tanner, world.hides.obligations.get(kind="muka"))
    return world


def shared(made, amount=50_000_000, assessed=True) -> FinancingFile:
    maker = made.maker.cooperative
    kept = (
        actions.keep_assessment(
            actor=made.maker.pengurus, cooperative=maker, amount=amount, purpose="working-capital",
            day=date(2026, 6, 1), applicant=Applicant("group", agreement=made.agreement.number),
        )
        if assessed
        else None
    )  # fmt: skip
    wish = Wish(
        bank="Bank Contoh Denpasar",
        purpose="Membeli kulit",
        amount=amount,
        rate=Decimal(6),
        months=6,
        start=today(),
        agreements=(made.agreement,),
        assessment=kept,
    )
    return actions.share_file(actor=made.maker.ketua, cooperative=maker, wish=wish)


def test_the_page_says_all_a_bank_asks_for_in_both_languages_and_is_light(made):
    file = shared(made)
    address = reverse("finance:shared", args=[file.token])
    client = Client()
    answer = client.get(address)
    text = answer.content.decode()
    for words in (
        *("Indikasi", "Membeli kulit", "Rp50.000.000", made.agreement.number, made.maker.cooperative.name),
        *("Kulit", "Tanpa pinjaman", "Dengan pinjaman", "KUR Mikro", "Dokumen yang masih kurang", "NPWP"),
        *("Masih perlu ditunjukkan: tanggung renteng", 'role="img"', "Rp6.440.000"),
    ):
        assert words in text, words
    assert "disetujui" not in text.lower()
    assert len(answer.content) < 60_000
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store, private", "noindex")
    client.cookies["django_language"] = "en"
    assert "Not an approval of credit" in client.get(address).content.decode()
    flow, lent = flows_of(file.content)
    assert lent.balances[0][1] == flow.balances[0][1] + 50_000_000
    assert flow.balances[-1][1] - lent.balances[-1][1] == file.content["loan"]["interest"]


def test_it_stays_as_it_was_made(made):
    file = shared(made)
    before = file.content
    delivered(made.tanner, made.maker, made.hides, 40)
    file.refresh_from_db()
    assert file.content == before
    assert shared(made, assessed=False).content["deliveries"] != before["deliveries"]


def test_every_look_is_noted_and_shown_and_the_link_ends_when_it_is_revoked(made):
    file = shared(made)
    page, pdf = (reverse(f"finance:{name}", args=[file.token]) for name in ("shared", "shared-pdf"))
    bank, own = Client(headers={"user-agent": "Peramban Bank"}), Client()
    assert [bank.get(one).status_code for one in (page, page, pdf)] == [200, 200, 200]
    assert list(Look.objects.values_list("what", flat=True)) == ["pdf", "halaman", "halaman"]
    own.force_login(made.maker.pengurus, backend=BACKEND)
    seen = reverse("finance:file", args=[file.pk])
    shown = own.get(seen).content.decode()
    assert shown.count("Peramban Bank") == 3
    assert page in shown
    for stranger in (made.shop.ketua, made.maker.pengurus):
        with pytest.raises(NotAllowed):
            actions.revoke_file(actor=stranger, file=file)
    own.force_login(made.maker.ketua, backend=BACKEND)
    assert own.post(reverse("finance:revoke-file", args=[file.pk])).status_code == 302
    assert [bank.get(one).status_code for one in (page, pdf)] == [404, 404]
    assert Look.objects.count() == 3
    assert page not in own.get(seen).content.decode()
    other = Client()
    other.force_login(made.shop.ketua, backend=BACKEND)
    assert other.get(seen).status_code == 404


def test_only_who_signs_makes_one_and_only_through_its_own_token_is_it_seen(made):
    client = Client()
    address = reverse("finance:new-file", args=[made.maker.cooperative.pk])
    asked = {
        "bank": "Bank Contoh", "purpose": "Modal", "amount": "10jt", "rate": "6", "months": "12",
        "start": today().isoformat(), "agreement": "semua", "assessment": "",
    }  # fmt: skip
    client.force_login(made.shop.ketua, backend=BACKEND)
    assert client.post(address, asked).status_code == 403
    client.force_login(made.maker.bendahara, backend=BACKEND)
    assert client.post(address, asked).status_code == 302
    file = FinancingFile.objects.get()
    assert [one["number"] for one in file.content["agreements"]] == [made.agreement.number]
    assert "Penilaian KUR di Jejaring" in file.content["missing"]
    assert client.post(address, asked | {"start": "9999-12-01"}).status_code == 422
    assert Client().get(reverse("finance:shared", args=["x" * 32])).status_code == 404


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_the_paper_says_the_same(made, tmp_path):
    document = financing_paper(shared(made), lambda token: f"https://jejaring.example/periksa/{token}/")
    path = tmp_path / "berkas.pdf"
    path.write_bytes(document.file.read())
    told = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
    said = " ".join(told.stdout.split())
    for words in (
        *("BERKAS PEMBIAYAAN", "INDIKASI, bukan persetujuan kredit", "Bank Contoh Denpasar", "Membeli kulit"),
        *(
            made.agreement.number,
            "Arus kas tanpa dan dengan pinjaman",
            "Dokumen yang masih kurang",
            "KUR Mikro",
        ),
    ):
        assert words in said, words
