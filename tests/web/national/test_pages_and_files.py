"""What the pages and files of national figures show, to whom, and what they say of odd questions."""

import gzip
import io
from datetime import date

import polars as pl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.national.world import BACKEND, cell, coordinator, kept

from jejaring.geography import region_names
from jejaring.web.agreements.models import Document
from jejaring.web.cooperatives.models import Cooperative

pytestmark = pytest.mark.django_db
HEAVIEST = 50_000
"""Bytes, compressed."""
MOST_QUERIES = 12
PAGE, DATA = "/nasional/", "/nasional/data/"
SOURCE = "bisniskeuangan.kompas.com"


def signed_in(region):
    client = Client()
    client.force_login(coordinator(region), backend=BACKEND)
    return client


def two_quarters():
    """First three groups, then Garut and Bandung together."""
    kept([cell("32.04"), cell("32.05"), cell("51.04", "52.01")])
    later = [cell("32.04", "32.05", committed=9, value=-1_000), cell("51.04", committed=None), cell("52.01")]
    later = [each | {"committed": None} for each in later]
    kept(later, 2, date(2027, 1, 1), since=date(2026, 11, 29), quarter="2026-4", held=["committed"])


def test_a_visitor_sees_sums_with_date_source_map_and_table(client):
    two_quarters()
    page = client.get(PAGE).content.decode()
    for said in (
        "60",
        "1 Jan 2027",
        "Register Jejaring",
        "sejak awal sampai",
        "koperasi contoh",
        "<svg role",
    ):
        assert said in page
    assert SOURCE in page
    assert "Rp24.999.000" in page
    assert "Jawa Barat" in page
    assert "Bali, Nusa Tenggara Barat" in page
    assert "digabung" in page
    english = client.get(PAGE, headers={"cookie": "django_language=en"}).content.decode()
    assert "Rp24,999,000" in english


def test_a_time_is_chosen_by_link(client):
    two_quarters()
    shown = {
        masa: client.get(PAGE, {"masa": masa}).context["period"] for masa in ("semua", "setahun", "2026-4")
    }
    assert set(shown.values()) == {"sejak awal sampai 1 Jan 2027"}
    kept([cell("32.04")], 3, date(2028, 1, 1), since=date(2027, 1, 1), quarter="2027-4")
    assert client.get(PAGE).context["period"] == "sejak 1 Jan 2027 sampai 1 Jan 2028"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("2099-1", "tidak ada yang diterbitkan"),
        ("2026-7", "bukan triwulan"),
        ("<b>", "&lt;b&gt;"),
        ("", "bukan triwulan"),
    ],
)
def test_an_odd_or_future_quarter_is_told_with_those_there_are(client, asked, said):
    two_quarters()
    answers = [client.get(PAGE, {"masa": asked})]
    if asked.isprintable() and asked and "<" not in asked:
        answers += [client.get(f"/nasional/laporan/{asked}.{form}") for form in ("pdf", "xlsx")]
    for answer in answers:
        assert answer.status_code == 404
        assert said in answer.content.decode()
        assert "Triwulan IV 2026" in answer.content.decode()


def test_unknown_files_forms_and_places_are_missing(client):
    two_quarters()
    for path in ("data/rahasia.csv", "data/provinsi.ods", "laporan/2026-4.docx"):
        assert client.get(PAGE + path).status_code == 404
    everywhere = signed_in("")
    for code in ("99", "32.99", "32.05.01", "x", "3" * 200):
        assert everywhere.get(f"{PAGE}wilayah/{code}/").status_code == 404


def test_before_the_first_release_everything_says_so(client):
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "Belum ada angka" in page.content.decode()
    assert SOURCE in page.content.decode()
    assert "Belum ada terbitan" in client.get(DATA).content.decode()
    answer = client.get(DATA + "provinsi.csv")
    assert answer.content.decode().startswith("release,quarter,since,on,codes,names,cooperatives")
    assert pl.read_parquet(io.BytesIO(client.get(DATA + "nasional.parquet").content)).height == 0
    assert client.get("/nasional/laporan/2026-4.pdf").status_code == 404
    assert signed_in("32").get(f"{PAGE}wilayah/32/").status_code == 200


def test_each_coordinator_sees_the_own_territory_by_regency():
    two_quarters()
    province, regency, district = signed_in("32"), signed_in("32.05"), signed_in("32.05.01")
    answers = {
        code: [each.get(f"{PAGE}wilayah/{code}/").status_code for each in (province, regency, district)]
        for code in ("32", "32.05", "32.04", "51")
    }
    assert answers == {
        "32": [200, 403, 403],
        "32.05": [200, 200, 200],
        "32.04": [200, 403, 403],
        "51": [403, 403, 403],
    }
    page = province.get(f"{PAGE}wilayah/32/")
    assert [name for _short, name, _row, _link in page.context["rows"]] == [
        "Kabupaten Bandung, Kabupaten Garut"
    ]
    assert page.context["total"].figures["value"] == 9_999_000
    assert f'href="{PAGE}wilayah/32/"' in province.get(PAGE).content.decode()
    assert f'href="{PAGE}wilayah/51/"' not in province.get(PAGE).content.decode()
    nearby = signed_in("51").get(f"{PAGE}wilayah/51/", {"masa": "semua"}).content.decode()
    assert "memuat tetangga itu" in nearby
    assert "Kabupaten Gianyar, Kabupaten Lombok Barat" in nearby


def test_files_say_what_the_page_says_and_are_not_sent_twice(client):
    two_quarters()
    shown = client.get(PAGE, {"masa": "semua"}).context["total"]
    frame = pl.read_csv(io.BytesIO(client.get(DATA + "provinsi.csv").content))
    assert frame["value_rupiah"].sum() == shown.figures["value"]
    assert frame["committed"].sum() == shown.figures["committed"]
    sheet = pl.read_excel(io.BytesIO(client.get(DATA + "provinsi.xlsx").content))
    assert sheet["value_rupiah"].sum() == shown.figures["value"]
    assert sheet.columns == frame.columns
    assert frame.filter(pl.col("release") == 2)["committed"].null_count() == 3
    for path in (
        *(f"data/{name}" for name in ("kamus.csv", "provinsi.xlsx", "provinsi.parquet")),
        "laporan/2026-4.xlsx",
    ):
        first = client.get(PAGE + path)
        assert first.status_code == 200
        assert first.headers["ETag"]
        assert client.get(PAGE + path, headers={"if-none-match": first.headers["ETag"]}).status_code == 304
        since = {"if-modified-since": first.headers["Last-Modified"]}
        assert client.get(PAGE + path, headers=since).status_code == 304
    stale = client.get(DATA + "provinsi.csv").headers["ETag"]
    kept([cell("32.04")], 3, date(2027, 4, 1), quarter="2027-1")
    assert client.get(DATA + "provinsi.csv", headers={"if-none-match": stale}).status_code == 200


def test_the_paper_is_set_once_and_anybody_can_check_it(client):
    two_quarters()
    path = "/nasional/laporan/2026-4.pdf"
    first = client.get(path)
    assert first.content.startswith(b"%PDF")
    assert client.get(path).content == first.content
    assert client.get(path, headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    paper = Document.objects.get(subject="triwulan:2026-4:2")
    checked = client.get(f"/periksa/{paper.token}/").content.decode()
    assert "Laporan triwulan" in checked
    assert PAGE in checked


def test_the_old_address_leads_on(client):
    assert client.get("/komitmen/")["Location"] == PAGE


def test_a_whole_nation_after_years_weighs_little_and_asks_no_more():
    """All 514 regencies on their own, five years of quarters."""
    client, asked = signed_in(""), {}
    paths = (PAGE, f"{PAGE}wilayah/33/", f"{PAGE}wilayah/32.05/", DATA, DATA + "provinsi.csv")
    cells = [
        cell(code, committed=at % 90, cooperatives=400, value=at * 10**9)
        for at, code in enumerate(region_names("regency"))
    ]
    for number in range(1, 21):
        year, quarter = divmod(number - 1, 4)
        on = date(2027 + year, 3 * quarter + 1, 1)
        kept(cells, number, on, quarter=f"{2027 + year}-{quarter + 1}")
        if number in (1, 20):
            for path in paths:
                client.get(path)
                with CaptureQueriesContext(connection) as made:
                    answer = client.get(path)
                assert answer.status_code == 200
                assert len(gzip.compress(answer.content)) < HEAVIEST
                asked.setdefault(path, []).append(len(made))
    for path, (few, many) in asked.items():
        assert few == many <= MOST_QUERIES, path


def test_nobody_is_named(client):
    Cooperative.objects.create(name="Koperasi Bernama", region="32.04")
    two_quarters()
    for path in (PAGE, DATA, DATA + "provinsi.csv"):
        assert "Bernama" not in client.get(path).content.decode()
