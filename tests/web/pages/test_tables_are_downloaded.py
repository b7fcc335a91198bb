"""Every table of one's own pages can be had as CSV and XLSX, with one's own rows alone."""

import csv
import io

import polars as pl
import pytest

from jejaring.web.agreements.models import Commitment
from jejaring.web.money.models import Obligation
from jejaring.web.pages.downloads import TABLES
from jejaring.web.trade.models import Listing, Proposal

pytestmark = pytest.mark.django_db
OWN = {"catatan": Listing, "usulan": Proposal, "pesanan": Commitment, "tagihan": Obligation}


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
