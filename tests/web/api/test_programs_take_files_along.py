"""By token: photographs of a receipt, statements of clearings, rounds' files, whether a paper is genuine."""

import csv
import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from tests.web.api.test_a_deal_is_made_by_two_programs import done
from tests.web.api.world import API, Program, token_of

from jejaring.web.agreements.models import Document, Shipment
from jejaring.web.clearing.models import Consent, PlannedSetOff
from jejaring.web.money.models import Obligation
from jejaring.web.rounds.models import Attempt

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(net):
    return Program(token_of(net, "chair"))


def photograph():
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(kept, "JPEG")
    return SimpleUploadedFile("a.jpg", kept.getvalue(), "image/jpeg")


def test_a_receipt_comes_with_its_photographs(net, chair):
    partner = Program(token_of(net, "partner"))
    shipment = Shipment.objects.get(pk=net.keys["agreements:receive"]["pk"])
    buyer = next(
        one for one in (chair, partner) if shipment.commitment.receiver_id == one_of(net, one, chair)
    )
    path = f"/shipments/{shipment.pk}"
    form = {"quantity": shipment.sent, "on": timezone.localdate().isoformat(), "reason": "dibetulkan"}
    tag = buyer.get(path)["ETag"]
    answer = buyer.client.post(
        f"{API}{path}/receive-with-pictures",
        form | {"pictures": [photograph(), photograph()]},
        headers=buyer.headers | {"If-Match": tag},
    )
    assert done(answer)["received_on"] == form["on"]
    (picture,) = done(buyer.get(f"{path}/pictures"))[-1:]
    assert (picture["width"], picture["height"]) == (40, 30)
    none = buyer.client.post(
        f"{API}{path}/receive-with-pictures",
        form | {"pictures": SimpleUploadedFile("a.jpg", b"no picture")},
        headers=buyer.headers | {"If-Match": buyer.get(path)["ETag"]},
    )
    assert [each["field"] for each in none.json()["errors"]] == ["pictures"]


def one_of(net, program, chair):
    """The cooperative that a program acts for."""
    if program is chair:
        return net.cooperative.pk
    return net.people["partner"].memberships.get(ended=None).cooperative_id


def test_what_was_cleared_is_told_as_rows_paper_and_workbook(net, chair):
    key = net.keys["clearing:statement-pdf"]["pk"]
    own, round = net.cooperative.pk, Consent.objects.get(pk=key).round
    debt = Obligation.objects.filter(debtor=own).first() or Obligation.objects.filter(creditor=own)[0]
    PlannedSetOff.objects.create(round=round, obligation=debt, before=1000, amount=400)
    (row,) = done(chair.get(f"/consents/{key}/set-offs"))
    assert (row["bill"], row["owes"], row["due"]) == (debt.pk, debt.debtor_id == own, str(debt.due))
    assert (row["before"], row["amount"], row["after"]) == (1000, 400, 600)
    assert chair.get(f"/consents/{key}/statement").content.startswith(b"%PDF")
    workbook = b"".join(chair.get(f"/consents/{key}/workbook"))
    assert zipfile.ZipFile(io.BytesIO(workbook)).testzip() is None
    table = net.client("chair").get(f"/perjumpaan/persetujuan/{key}/?unduh=csv")
    told = list(csv.reader(io.StringIO(b"".join(table.streaming_content).decode("utf-8-sig"))))
    assert told[1][4:] == ["1000", "400", "600"]
    assert net.client("stranger").get(f"/perjumpaan/persetujuan/{key}/?unduh=csv").status_code == 404
    stranger = Program(token_of(net, "stranger"))
    for file in ("set-offs", "statement", "workbook"):
        assert stranger.get(f"/consents/{key}/{file}").status_code == 404


def test_files_of_rounds_are_for_those_who_may_check_them(net, chair):
    coordinator, clearing = Program(token_of(net, "coordinator")), net.keys["clearing:files"]["pk"]
    assert coordinator.get(f"/clearings/{clearing}/files").status_code in (200, 404)
    assert chair.get(f"/clearings/{clearing}/files").status_code == 403
    attempt = Attempt.objects.filter(state__in=Attempt.SHOWN).latest("pk")
    path = f"/rounds/{attempt.round_id}/attempts/{attempt.number}/files"
    answer = coordinator.get(path)
    assert answer.status_code == (200 if attempt.archive.exists() else 404)
    assert Program(token_of(net, "newcomer")).get(path).status_code == 403


def test_anybody_asks_whether_a_paper_is_genuine(net, chair):
    key = net.keys["agreements:agreement-paper"]["pk"]
    paper = chair.get(f"/agreements/{key}/versions/1/paper").content
    document = Document.objects.get(subject=f"perjanjian:{key}:1")
    told = done(Program().get(f"/papers/{document.token}"))
    assert told["digest"] == hashlib.sha256(paper).hexdigest()
    assert Program().get("/papers/x").status_code == 404


def test_a_misspelt_parameter_or_field_is_told_and_nothing_done(net, chair):
    answer = chair.get("/my/listings?limit=5&aftre=9", Accept_Language="en")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"field": "aftre", "message": "This field is not known."}]
    form = {"photo": photograph(), "foto": "a"}
    listing = net.keys["trade:listing"]["pk"]
    sent = chair.client.post(f"{API}/listings/{listing}/photos", form, headers=chair.headers)
    assert sent.status_code == 400
    assert [each["field"] for each in sent.json()["errors"]] == ["foto"]
