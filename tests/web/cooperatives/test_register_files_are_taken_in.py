import csv
import io
from datetime import date

import pytest
import xlsxwriter
from django.db import OperationalError, connection

from jejaring.web.common.models import AuditEntry
from jejaring.web.cooperatives import search
from jejaring.web.cooperatives.actions import imports, register
from jejaring.web.cooperatives.importing import run as running
from jejaring.web.cooperatives.models import Cooperative, Fact, Mismatch, RegisterImport
from jejaring.web.cooperatives.refusal import Refused

pytestmark = pytest.mark.django_db
SOURCE = "ODS Contoh"
HEADINGS = ("Nama Koperasi", "NIK", "Provinsi", "Kab/Kota", "Jenis", "Tgl RAT", "Volume Usaha")


def row(number, **other):
    values = {
        "Nama Koperasi": f"Koperasi Contoh Susu {number}",
        "NIK": f"3204{number:09d}",
        "Provinsi": "Jawa Barat",
        "Kab/Kota": "Kabupaten Bandung",
        "Jenis": "Produsen",
        "Tgl RAT": "12/03/2025",
        "Volume Usaha": "Rp1.250.000.000,00",
    }
    return list((values | other).values())


def as_csv(*rows, separator=";"):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([HEADINGS, *rows])
    return text.getvalue().encode()


@pytest.fixture
def taken_in(coordinator):
    """Upload a file, name its columns, and run it unless told otherwise."""
    people = []

    def take(data, name="register.csv", region="32", go=True):
        if not people:
            people.append(coordinator(region))
        work = imports.upload(data, actor=people[0], name=name, source=SOURCE, as_of=date(2025, 12, 31))
        imports.name_columns(work, work.columns, actor=people[0])
        if go:
            started(work)
        work.refresh_from_db()
        return work

    return take


def started(work):
    imports.start(work, actor=work.by)
    running.run(work.pk)


def counts(result):
    return {name: count for name, count in result.items() if count and name in ("new", "changed", "facts")}


def test_nothing_changes_before_it_is_run(taken_in):
    work = taken_in(as_csv(row(1), row(2)), go=False)
    assert (work.preview["new"], work.preview["facts"]) == (2, 4)
    assert not Cooperative.objects.exists()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_file_becomes_cooperatives_with_dated_facts(taken_in, separator):
    work = taken_in(as_csv(row(1), separator=separator))
    assert work.state == RegisterImport.State.DONE
    one = Cooperative.objects.get(nik="3204000000001")
    assert (one.name, one.region, one.type) == ("Koperasi Contoh Susu 1", "32.04", "produsen")
    facts = {fact.kind: fact for fact in one.facts.all()}
    assert (facts["rat"].on, facts["rat"].value, facts["rat"].source) == (date(2025, 3, 12), 2024, SOURCE)
    assert (facts["volume-usaha"].on, facts["volume-usaha"].value) == (date(2025, 12, 31), 1_250_000_000)
    assert search.find(Cooperative.objects.all(), "koprasi susu bandung").keys


def test_a_workbook_says_the_same(taken_in):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, row(1))
        sheet.write_datetime(1, 5, date(2025, 3, 12), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_number(1, 6, 1_250_000_000)
    taken_in(file.getvalue(), "register.xlsx")
    one = Cooperative.objects.get(nik="3204000000001")
    assert one.facts.get(kind="rat").on == date(2025, 3, 12)
    assert one.facts.get(kind="volume-usaha").value == 1_250_000_000


def test_the_same_file_twice_changes_nothing(taken_in):
    data = as_csv(row(1), row(2))
    taken_in(data)
    versions = list(Cooperative.objects.values_list("pk", "version"))
    again = taken_in(data)
    assert counts(again.result) == {}
    assert again.result["unchanged"] == 2
    assert list(Cooperative.objects.values_list("pk", "version")) == versions
    assert Fact.objects.count() == 4


def test_a_cooperative_without_a_number_is_known_by_name_and_place(taken_in, cooperative):
    known = cooperative("KOPERASI Contoh Susu 1", "32.04.15.2001")
    work = taken_in(as_csv(row(1)))
    assert counts(work.result) == {"changed": 1, "facts": 2}
    assert work.preview["by_name"] == 1
    known.refresh_from_db()
    assert known.nik == "3204000000001"
    assert known.region == "32.04.15.2001"  # the wider place does not gainsay the narrower


def test_two_of_a_name_in_a_place_are_left_to_people(taken_in, cooperative):
    cooperative("Koperasi Contoh Susu 1", "32.04.15"), cooperative("Koperasi Contoh Susu 1", "32.04.16")
    work = taken_in(as_csv(row(1)))
    assert counts(work.result) == {}
    assert "Beberapa koperasi bernama sama" in work.preview["error_rows"][0][3]


def test_rows_that_repeat_another_are_found(taken_in):
    work = taken_in(as_csv(row(1), row(2), row(1)))
    assert (work.preview["new"], work.preview["twice"]) == (2, 1)
    assert work.preview["error_rows"][0][3] == "NIK sama dengan baris 2."


def test_what_people_wrote_is_kept_and_the_other_word_beside_it(taken_in, cooperative, person):
    one = cooperative("Lama", "32.04", nik="3204000000001")
    register.change(one, {"name": "Nama Kami"}, actor=person(), version=one.version)
    work = taken_in(as_csv(row(1)))
    one.refresh_from_db()
    assert one.name == "Nama Kami"
    assert one.type == "produsen"  # nobody had said it
    (mismatch,) = Mismatch.objects.all()
    assert (mismatch.field, mismatch.ours, mismatch.theirs) == ("name", "Nama Kami", "Koperasi Contoh Susu 1")
    assert work.result["mismatches"] == 1
    assert taken_in(as_csv(row(1))).result["mismatches"] == 0  # told once
    register.settle(mismatch, actor=person(), take_theirs=True)
    one.refresh_from_db()
    assert one.name == "Koperasi Contoh Susu 1"


def test_a_coordinator_writes_into_their_own_territory_alone(taken_in):
    away = row(1, Provinsi="Bali", **{"Kab/Kota": "Kabupaten Gianyar"})
    work = taken_in(as_csv(away, row(2)), region="32")
    assert list(Cooperative.objects.values_list("nik", flat=True)) == ["3204000000002"]
    assert work.preview["left_out"] == 1


@pytest.mark.parametrize(
    ("cells", "problem", "taken"),
    [
        ({"Nama Koperasi": ""}, "Nama koperasi kosong", False),
        ({"Nama Koperasi": "x" * 300}, "lebih dari 200", False),
        ({"NIK": "12"}, "10 sampai 16", False),
        ({"NIK": "NaN"}, "10 sampai 16", False),
        ({"Kab/Kota": "Kabupaten Xyzzy"}, "tidak dikenal", True),
        ({"Jenis": "Apa"}, "Yang dikenal", True),
        ({"Tgl RAT": "2025-02-30"}, "tidak terbaca", True),
        ({"Tgl RAT": "1/1/2999"}, "antara tahun 1900", True),
        ({"Volume Usaha": "-5"}, "tidak mungkin", True),
        ({"Volume Usaha": "NaN"}, "tidak terbaca", True),
        ({"Volume Usaha": "1" * 30}, "tidak terbaca", True),
    ],
)
def test_what_is_wrong_is_told_by_row_and_the_rest_taken(taken_in, cells, problem, taken):
    work = taken_in(as_csv(row(1, **cells), row(2)))
    told = work.preview["error_rows"]
    assert [each[0] for each in told] == [2]
    assert problem in told[0][3]
    assert Cooperative.objects.count() == 1 + taken


def test_marks_that_turn_text_round_are_left_out(taken_in):
    taken_in(as_csv(row(1, **{"Nama Koperasi": "Koperasi \u202eContoh\u200b  <b>Susu</b>"})))
    assert Cooperative.objects.get().name == "Koperasi Contoh <b>Susu</b>"


def test_errors_are_downloaded_and_no_spreadsheet_runs_them(taken_in, as_person):
    work = taken_in(as_csv(row(1, Jenis='=HYPERLINK("x")')))
    answer = as_person(work.by).get(f"/koperasi/impor/{work.pk}/kesalahan.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (found,) = list(csv.DictReader(io.StringIO(text)))
    assert found["baris"] == "2"
    assert found["isi"] == '\'=HYPERLINK("x")'


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02", b"PK\x03\x04rubbish", b"Nama\n", b'Nama,NIK\n"x,1\n', b"%PDF-1.7\n\x00"]
)
def test_what_is_no_table_is_refused_beside_its_field(data, coordinator, as_person):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = as_person(coordinator()).post(
        "/koperasi/impor/",
        {"file": SimpleUploadedFile("x.csv", data), "source": SOURCE, "as_of": "2025-12-31"},
    )
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    assert f'value="{SOURCE}"' in page.content.decode()


class Cut:
    """Lets a number of batches through, then loses the connection: PostgreSQL really ends it."""

    def __init__(self, monkeypatch, batches):
        self.left, self.apply = batches, running.apply
        monkeypatch.setattr(running, "BATCH", 2)
        monkeypatch.setattr(running, "apply", self)

    def __call__(self, *found, **named):
        written = self.apply(*found, **named)
        self.left -= 1
        if self.left < 0:
            if connection.vendor == "postgresql":
                connection.cursor().execute("SELECT pg_terminate_backend(pg_backend_pid())")
            raise OperationalError("server closed the connection unexpectedly")
        return written


@pytest.mark.django_db(transaction=True)
def test_cut_off_in_the_middle_nothing_is_lost_and_nothing_twice(taken_in, monkeypatch):
    data = as_csv(*(row(number) for number in range(1, 8)))
    work = taken_in(data, go=False)
    with monkeypatch.context() as patch:
        Cut(patch, batches=2)
        with pytest.raises(OperationalError):
            started(work)
    work.refresh_from_db()
    assert (work.state, work.done, Cooperative.objects.count()) == (RegisterImport.State.FAILED, 4, 4)
    assert Fact.objects.count() == 8
    started(work)
    work.refresh_from_db()
    assert (work.state, work.done, Cooperative.objects.count()) == (RegisterImport.State.DONE, 7, 7)
    assert Fact.objects.count() == 14
    assert (work.result["new"], work.result["unchanged"]) == (3, 4)
    batches = AuditEntry.objects.filter(verb="register.imported").values_list("detail__new", flat=True)
    assert sum(batches) == 7


def test_two_taps_start_one_run(taken_in):
    work = taken_in(as_csv(row(1)), go=False)
    imports.start(work, actor=work.by)
    with pytest.raises(Refused, match="sedang berjalan"):
        imports.start(work, actor=work.by)
    running.run(work.pk)
    running.run(work.pk)  # the second of two workers
    assert Cooperative.objects.count() == 1


def test_stopped_it_stops_after_the_batch_in_hand(taken_in, monkeypatch):
    work = taken_in(as_csv(*(row(number) for number in range(1, 6))), go=False)
    apply = running.apply
    monkeypatch.setattr(running, "BATCH", 2)

    def and_cancel(*found, **named):
        imports.cancel(work, actor=work.by)
        return apply(*found, **named)

    monkeypatch.setattr(running, "apply", and_cancel)
    started(work)
    work.refresh_from_db()
    assert Cooperative.objects.count() == 2
    assert work.state == RegisterImport.State.CANCELLED


def test_an_export_is_read_again_as_it_was(taken_in, coordinator, as_person):
    taken_in(as_csv(row(1), row(2)))
    client = as_person(coordinator("32"))
    data = b"".join(client.get("/koperasi/unduh.csv", {"wilayah": "32"}).streaming_content)
    assert b"3204000000001" in data
    assert counts(taken_in(data).result) == {}
    book = b"".join(client.get("/koperasi/unduh.xlsx", {"wilayah": "32"}).streaming_content)
    assert counts(taken_in(book, "x.xlsx").result) == {}


def test_a_visitor_exports_public_facts_alone(taken_in, client, as_person, coordinator):
    taken_in(as_csv(row(1)))
    for other in (client, as_person(coordinator("51"))):
        data = b"".join(other.get("/koperasi/unduh.csv").streaming_content)
        assert b"Koperasi Contoh Susu 1" in data
        assert b"3204000000001" not in data
        assert b"1250000000" not in data


def test_pages_of_an_import_through_the_browser(coordinator, as_person):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = as_person(coordinator("32"))
    file = SimpleUploadedFile("r.csv", as_csv(row(1), row(1)))
    page = client.post("/koperasi/impor/", {"file": file, "source": SOURCE, "as_of": "2025-12-31"})
    work = RegisterImport.objects.get()
    assert page["Location"] == f"/koperasi/impor/{work.pk}/kolom/"
    columns = {name: str(at) for name, at in work.columns.items()}
    page = client.post(page["Location"], columns, follow=True)
    assert "Di antaranya baris kembar" in page.content.decode()
    page = client.post(f"/koperasi/impor/{work.pk}/jalankan/", follow=True)
    assert page["Refresh"] == "5"
    running.run(work.pk)
    page = client.get(f"/koperasi/impor/{work.pk}/")
    assert "Refresh" not in page
    assert "1 dari 1 baris" in page.content.decode()


def test_a_column_named_twice_is_told_beside_its_field(taken_in, as_person):
    work = taken_in(as_csv(row(1)), go=False)
    page = as_person(work.by).post(f"/koperasi/impor/{work.pk}/kolom/", {"name": "0", "nik": "0"})
    assert "Kolom ini sudah dipakai" in page.content.decode()


def test_a_file_beyond_the_limit_is_told_beside_its_field_and_not_kept(coordinator, as_person, monkeypatch):
    for module in ("common.uploads", "cooperatives.forms.imports"):
        monkeypatch.setattr(f"jejaring.web.{module}.LARGEST", 1_000_000)
    sent = {"file": io.BytesIO(b"Nama\n" + b"x" * 1_500_000), "source": "ODS", "as_of": "2025-01-02"}
    answer = as_person(coordinator()).post("/koperasi/impor/", sent)
    form = answer.context["form"]
    assert list(form.errors) == ["file"]
    assert "100 MB" in form.errors["file"][0]
    assert form["source"].value() == "ODS"
    assert form.files["file"].size == 1_500_005
