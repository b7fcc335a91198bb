"""By token a coordinator sends a register file in, names its columns, looks, runs it; others can not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.api.test_a_deal_is_made_by_two_programs import done, stepped
from tests.web.api.world import API, Program, token_of

from jejaring.web.cooperatives.models import Cooperative, RegisterImport

pytestmark = pytest.mark.django_db
FILE = b"Nama;Wilayah;NIK\nKoperasi Contoh Padi;32.04;3204000000099\n;32.04;3204000000098\n"


@pytest.fixture
def coordinator(net):
    return Program(token_of(net, "coordinator"))


def sent(program, content=FILE, name="register.csv", **headers):
    file = SimpleUploadedFile(name, content)
    form = {"file": file, "source": "ODS Contoh", "as_of": "2026-01-31"}
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return program.client.post(f"{API}/imports", form, headers=program.headers | named)


def test_from_the_file_to_the_register(coordinator):
    told = done(sent(coordinator), 201)
    assert (told["headings"], told["rows"]) == (["Nama", "Wilayah", "NIK"], 2)
    path = f"/imports/{told['id']}"
    columns = {"name": 0, "region": 1, "nik": 2}
    assert told["columns"] == columns
    assert coordinator.post(f"{path}/columns", {"columns": columns}).status_code == 428
    looked = stepped(coordinator, f"{path}/columns", {"columns": columns})
    assert (looked["preview"]["new"], looked["preview"]["left_out"]) == (1, 1)
    faults = coordinator.get(f"{path}/faults")
    assert faults["Content-Type"].startswith("text/csv")
    assert len(faults.content.decode().strip().splitlines()) == 2

    stepped(coordinator, f"{path}/start")
    run = RegisterImport.objects.get(pk=told["id"])
    assert run.state in (run.State.RUNNING, run.State.DONE)
    if run.state == run.State.DONE:
        assert Cooperative.objects.filter(nik="3204000000099").count() == 1
    else:
        assert done(coordinator.post(f"{path}/cancel"))["state"] == "dibatalkan"


def test_what_is_no_table_or_names_two_columns_once_is_told(coordinator):
    refused = sent(coordinator, b"\x00\x01\x02", "register.xlsx").json()
    assert [each["field"] for each in refused["errors"]] == ["file"]
    told = done(sent(coordinator), 201)
    twice = {"name": 0, "region": 0}
    path = f"/imports/{told['id']}"
    tag = coordinator.get(path)["ETag"]
    refused = coordinator.post(f"{path}/columns", {"columns": twice}, If_Match=tag)
    assert refused.status_code == 422
    assert [each["field"] for each in refused.json()["errors"]] == ["region"]


def test_the_same_key_takes_a_file_once(coordinator):
    first = sent(coordinator, Idempotency_Key="a")
    again = sent(coordinator, Idempotency_Key="a")
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert sent(coordinator, FILE + b"x;32.04;\n", Idempotency_Key="a").status_code == 422


def test_it_is_for_coordinators_with_a_second_factor_and_their_own_files(net, coordinator):
    told = done(sent(coordinator), 201)
    assert sent(Program(token_of(net, "chair"))).status_code == 403
    other = Program(token_of(net, "elsewhere"))
    for path in ("", "/faults"):
        assert other.get(f"/imports/{told['id']}{path}").status_code == 404
    assert other.post(f"/imports/{told['id']}/cancel").status_code == 404
    assert done(other.get("/imports"))["items"] == []
    net.people["coordinator"].authenticator_set.all().delete()
    assert sent(coordinator).status_code == 403
