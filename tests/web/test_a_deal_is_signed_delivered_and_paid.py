"""In Chromium on a phone: an accepted proposal becomes a swap that two sides sign, deliver and pay."""

import shutil
from decimal import Decimal

import pytest
from django.test import Client
from PIL import Image
from tests.web.agreements.world import GARUT, GIANYAR, side
from tests.web.journey.browser import chromium, visitor

from jejaring.web.agreements.models import Agreement, Document
from jejaring.web.money.models import SetOff
from jejaring.web.trade import actions as trade
from jejaring.web.trade.actions import Terms

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed"),
]
PHONE, LAPTOP = (360, 740), (1280, 800)
WAYS = [
    pytest.param(PHONE, False, id="360px-without-scripts"),
    pytest.param(PHONE, True, id="360px-with-scripts", marks=pytest.mark.prove),
    pytest.param(LAPTOP, True, id="1280px-with-scripts", marks=pytest.mark.prove),
]


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def sides(db):
    """A farm and a hen house that agreed on maize."""
    farm, hens = side(GARUT), side(GIANYAR)
    listing = trade.create_listing(
        actor=farm.ketua, cooperative=farm.cooperative, kind="offers", commodity="jagung-pipil",
        quantity=Decimal(3000), price=Decimal(5000), region=GARUT,
    )  # fmt: skip
    terms = Terms(quantity=Decimal(1000), price=Decimal(5000), region=GIANYAR, terms="Kering, bersih")
    (proposal,) = trade.send_proposals(
        actor=farm.ketua, listing=listing, sender=farm.cooperative, receivers=[hens.cooperative], terms=terms
    )
    trade.accept(actor=hens.ketua, proposal=proposal, version=1)
    return farm, hens, proposal


@pytest.mark.parametrize(("size", "scripts"), WAYS)
def test_maize_for_eggs(live_server, browser, sides, tmp_path, size, scripts):
    farm, hens, proposal = sides
    window = {"browser": browser, "site": live_server.url, "size": size, "scripts": scripts}
    with visitor(**window) as seller, visitor(**window) as buyer, visitor(**window) as officer:
        for person, who in ((seller, farm.ketua), (buyer, hens.bendahara), (officer, hens.pengurus)):
            enters(person, who, live_server)
        writes(seller, proposal)
        signs(seller)
        agreement = Agreement.objects.get()
        refused_to_sign(officer, agreement)
        buyer.open("/saya/")
        buyer.follow("1 perjanjian menunggu tanda tangan Anda.")
        buyer.follow("Jagung")
        signs(buyer)
        assert buyer.reads("Berlaku")
        maize, eggs = agreement.commitments.order_by("number")
        sends(seller, maize, "1.000")
        receives(officer, photograph(tmp_path))
        agrees(seller, maize)
        sends(buyer, eggs, "150")
        receives(seller, photograph(tmp_path))
        agrees(buyer, eggs)
        pays(officer)
        confirms(seller)
        faults = [*seller.faults, *buyer.faults, *officer.faults]
    agreement.refresh_from_db()
    assert agreement.state == Agreement.State.COMPLETED
    assert SetOff.objects.get().amount == 2 * 150 * 27_000
    assert set(Document.objects.values_list("kind", flat=True)) == {"surat-jalan"}
    assert faults == []


def enters(person, who, live_server):
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    person.page.context.add_cookies([cookie])


def writes(seller, proposal):
    seller.open(f"/pasar/usulan/{proposal.pk}/")
    seller.follow("Perjanjian dan pesanannya")
    seller.look("30-susun-perjanjian")
    seller.page.locator("summary", has_text="Tambah baris").click()
    seller.page.fill("[name=tambah-commodity]", "telur ayam")
    seller.page.fill("[name=tambah-quantity]", "150")
    seller.page.fill("[name=tambah-price]", "27.000")
    seller.page.check("[name=offset]")
    seller.press("Simpan")
    seller.look("31-rancangan")
    assert seller.reads("Kering, bersih")
    seller.press("Ajukan untuk ditandatangani")


def signs(person):
    person.look("32-tanda-tangan")
    person.press("Tanda tangani")
    assert person.reads("Ditandatangani atas nama koperasi Anda.")


def refused_to_sign(officer, agreement):
    officer.open(f"/perjanjian/{agreement.pk}/")
    assert officer.reads("Menunggu ketua atau bendahara koperasi Anda.")
    assert not officer.page.get_by_role("button", name="Tanda tangani").count()


def sends(person, order, quantity):
    person.open("/perjanjian/pesanan/")
    person.look("33-pesanan")
    person.fill(nomor=order.reference)
    person.press("Cari")
    person.look("34-satu-pesanan")
    person.follow("Catat kiriman")
    person.fill(quantity=quantity, carrier="Truk contoh")
    person.look("35-kirim")
    person.press("Simpan kiriman")
    assert person.reads("Dalam perjalanan"), person.page.locator("main").inner_text()
    paper = person.page.request.get(person.page.url + "surat-jalan.pdf", headers={"referer": person.page.url})
    assert paper.body()[:5] == b"%PDF-"


def receives(person, picture):
    person.open("/saya/")
    person.follow("1 kiriman menunggu dicatat penerimaannya.")
    person.page.locator("a", has_text="SJ-").first.click()
    person.follow("Catat penerimaan")
    person.page.fill("[name=moisture]", "14")
    person.page.fill("[name=grade]", "A")
    person.page.set_input_files("[name=pictures]", picture)
    person.look("36-terima")
    person.press("Simpan penerimaan")
    person.look("37-kiriman-diterima")
    assert person.reads("kadar air 14%")
    assert person.page.locator("main img").count() == 1


def agrees(person, order):
    person.open("/saya/")
    person.follow("1 penerimaan menunggu Anda cocokkan.")
    person.page.locator("a", has_text="SJ-").first.click()
    person.press("Cocok")
    assert person.reads("Cocok: tagihannya sudah dibuat.")
    person.look("38-cocok")


def pays(person):
    person.open("/tagihan/")
    person.look("39-tagihan")
    person.page.locator("a", has_text="TGH-").first.click()
    person.look("40-satu-tagihan")
    assert person.reads("Rp950.000")
    person.fill(amount="950rb", means="Transfer")
    person.press("Laporkan sudah dibayar")
    assert person.reads("Penerima diminta memastikannya.")


def confirms(person):
    person.open("/saya/")
    person.follow("1 pembayaran menunggu Anda pastikan.")
    person.follow("Rp950.000")
    person.press("Sudah kami terima")
    person.look("41-lunas")
    assert person.reads("Lunas")
    assert person.page.get_by_role("link", name="Kuitansi (PDF)").count() == 1


def photograph(folder):
    path = folder / "foto.jpg"
    Image.new("RGB", (640, 480), "khaki").save(path, "JPEG")
    return path
