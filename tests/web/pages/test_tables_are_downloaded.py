"""Every table of one's own pages can be had as CSV and XLSX, with one's own rows alone."""

import csv
import io

import polars as pl
import pytest
from django.urls import reverse

from jejaring.web.pages.downloads import TABLES
from jejaring.web.trade.models import Listing

pytestmark = pytest.mark.django_db
OWN = ("catatan", "usulan", "perjanjian", "pesanan", "tagihan", "pembayaran")
HERE = {
    "finance:cash": ("chair", ""),
    "finance:instalments": ("chair", "amount=12000000&rate=6&start=2026-12-01&way=bulanan&months=6"),
    "finance:need": ("coordinator", ""),
    "clearing:compute": ("coordinator", ""),
    "rounds:part": ("chair", ""),
    "rounds:insight": ("coordinator", "tabel=partners"),
    "money:bill": ("chair", ""),
    "national:territory": ("coordinator", ""),
    "national:nation": ("visitor", ""),
    "national:round": ("visitor", ""),
    "rounds:compare": ("coordinator", ""),
}
"""Pages that give their own table, as it is asked for: by whom, and how."""
EVERYBODYS = ("national:nation", "national:round", "rounds:compare")


def content(answer):
    """What was sent."""
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_the_files_say_what_the_pages_say(net):
    chair, stranger = net.client("chair"), net.client("stranger")
    Listing.objects.filter(cooperative=net.cooperative).update(note="=1+1")
    for what, table in TABLES.items():
        rows = list(csv.reader(io.StringIO(content(chair.get(f"/unduh/{what}.csv")).decode("utf-8-sig"))))
        assert len(rows[0]) == len(table.headings)
        sheet = pl.read_excel(content(chair.get(f"/unduh/{what}.xlsx")), infer_schema_length=0)
        assert (sheet.height, sheet.width) == (len(rows) - 1, len(table.headings))
        if what in OWN:
            assert len(rows) > 1, what
            assert (
                len(list(csv.reader(content(stranger.get(f"/unduh/{what}.csv")).decode().splitlines()))) == 1
            )
    assert chair.get("/unduh/lain.csv").status_code == chair.get("/unduh/pasar.pdf").status_code == 404


def test_the_market_is_everybodys_and_the_rest_is_not(net):
    visitor = net.client("visitor")
    assert len(content(visitor.get("/unduh/pasar.csv")).splitlines()) > 1
    for what in OWN:
        assert visitor.get(f"/unduh/{what}.csv").status_code == 302


@pytest.mark.parametrize("page", HERE)
def test_a_page_about_one_thing_gives_its_own_table(net, page):
    role, asked = HERE[page]
    name = page.replace("compute", "round")
    address = f"{reverse(name, kwargs=net.keys.get(page, {}))}?{asked}"
    client = net.client(role)
    shown = client.get(address).content.decode()
    assert "unduh=xlsx" in shown
    assert "unduh=csv" in shown
    rows = list(csv.reader(io.StringIO(content(client.get(f"{address}&unduh=csv")).decode("utf-8-sig"))))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    sheet = pl.read_excel(content(client.get(f"{address}&unduh=xlsx")), infer_schema_length=0)
    assert (sheet.height, sheet.width) == (len(rows) - 1, len(rows[0]))
    if page not in EVERYBODYS:
        assert net.client("stranger").get(f"{address}&unduh=csv").status_code in (403, 404)
    assert client.get(f"{address}&unduh=pdf")["Content-Type"].startswith("text/html")
