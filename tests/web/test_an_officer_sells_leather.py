"""The whole way in Chromium: sign up, claim, list, find, propose, counter, accept.

On the way somebody goes back and sends a form once more, and presses a button twice: nothing happens twice.
"""

import shutil

import pytest
from django.core.cache import cache
from tests.web.journey.browser import chromium, visitor
from tests.web.journey.people import NIK, PASSWORD, cast, code_in, code_now

from jejaring.web.accounts import sms
from jejaring.web.trade.models import Listing, Proposal

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed"),
]
PHONE, LAPTOP = (360, 740), (1280, 800)
WAYS = [
    pytest.param(PHONE, False, id="360px-without-scripts"),
    pytest.param(PHONE, True, id="360px-with-scripts", marks=pytest.mark.prove),
    pytest.param(LAPTOP, False, id="1280px-without-scripts", marks=pytest.mark.prove),
    pytest.param(LAPTOP, True, id="1280px-with-scripts"),
]


@pytest.fixture
def messages(monkeypatch):
    sent = []
    monkeypatch.setattr(sms, "to_log", lambda _phone, text: sent.append(text))
    return sent


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.mark.parametrize(("size", "scripts"), WAYS)
def test_from_signing_up_to_an_accepted_proposal(live_server, browser, messages, size, scripts):
    cache.clear()  # which numbers had a code lately
    people = cast()
    window = {"browser": browser, "site": live_server.url, "size": size, "scripts": scripts}
    with visitor(**window) as officer, visitor(**window) as office, visitor(**window) as chair:
        signs_up(officer, messages)
        claims(officer, people.leather)
        confirms(office, people)
        lists_leather(officer)
        finds_makers(officer, people.shoes)
        proposes(officer)
        counters(chair, people)
        accepts(officer)
        faults = [*officer.faults, *office.faults, *chair.faults]
    deal = Proposal.objects.get()
    assert deal.state == Proposal.State.ACCEPTED
    assert [(step.verb, step.price) for step in deal.steps.order_by("number")] == [
        ("kirim", 230_000), ("tawar", 222_000), ("terima", None)
    ]  # fmt: skip
    assert faults == []


def signs_up(officer, messages):
    officer.open("/")
    officer.look("01-depan")
    officer.follow("Daftar")
    officer.look("02-daftar")
    officer.fill(name="Pengurus Contoh", phone="0812-3456-7890", password1=PASSWORD)
    officer.press("Daftar")
    officer.look("03-kode")
    officer.fill(code=code_in(messages[0]))
    officer.press("Konfirmasi")
    officer.look("04-halaman-saya-baru")


def claims(officer, leather):
    officer.follow("Cari koperasi Anda")
    officer.fill(cari="koprasi kulit garut")
    officer.press("Cari")
    officer.look("05-direktori")
    officer.follow(leather.name)
    officer.look("06-koperasi")
    officer.follow("Ini koperasi saya")
    officer.fill(nik=NIK)
    officer.press("Ajukan")
    officer.look("07-klaim")


def confirms(office, people):
    sign_in(office, people.coordinator)
    office.fill(code=code_now())
    office.press("Masuk")
    office.look("08-halaman-koordinator")
    office.follow("menunggu diterima")
    office.look("09-pengajuan")
    office.follow(people.leather.name)
    office.look("10-periksa-pengajuan")
    office.press("Terima")
    assert office.reads("Pengajuan diterima.")


def lists_leather(officer):
    officer.open("/saya/")
    officer.look("11-halaman-saya")
    officer.follow("Tulis penawaran atau kebutuhan")
    officer.look("12-tulis")
    officer.fill(baris="jual 150 m2 kulit tersamak 230rb/m2")
    officer.press("Baca")
    officer.look("13-periksa")
    officer.press("Simpan")
    officer.look("14-catatan")
    made = officer.page.url
    officer.page.go_back()
    officer.press("Simpan")
    assert officer.page.url == made
    assert Listing.objects.filter(price=230_000).count() == 1


def finds_makers(officer, shoes):
    officer.follow("Cari mitra")
    officer.look("15-mitra")
    card = officer.page.locator("li.card", has_text=shoes.name)
    card.get_by_role("checkbox").first.check()
    officer.press("Ajukan kepada yang dipilih")


def proposes(officer):
    officer.look("16-ajukan")
    officer.fill(quantity="80", terms="Kulit nomor satu, dibayar saat terima")
    officer.press_twice("Kirim usulan", "Usulan terkirim.")
    officer.look("17-usulan")
    assert officer.reads("Usulan terkirim.")


def counters(chair, people):
    sign_in(chair, people.chair)
    chair.look("18-halaman-ketua")
    chair.follow("usulan menunggu jawaban Anda")
    chair.look("19-usulan-masuk")
    chair.follow("Kulit")
    chair.look("20-usulan-dibaca")
    chair.follow("Tawar balik")
    chair.look("21-tawar")
    chair.fill(price="222rb")
    chair.press("Kirim tawaran balik")
    chair.fill(text="Kalau mutunya cocok, kami ambil rutin.")
    chair.press("Kirim pesan")
    chair.look("22-tawaran-terkirim")


def accepts(officer):
    officer.open("/saya/")
    officer.follow("usulan menunggu jawaban Anda")
    officer.page.get_by_role("link", name="Kulit").first.click()
    officer.look("23-tawaran-balik")
    officer.press("Terima")
    officer.look("24-diterima")
    assert officer.reads("Diterima")


def sign_in(person, login):
    person.open("/akun/login/")
    person.fill(login=login, password=PASSWORD)
    person.press("Masuk")
