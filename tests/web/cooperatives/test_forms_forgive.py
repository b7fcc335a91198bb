from datetime import date

import pytest
from django.test import Client

from jejaring.web.cooperatives.actions import memberships, register
from jejaring.web.cooperatives.models import Claim, Cooperative, Fact, Invitation, Membership

pytestmark = pytest.mark.django_db
NIK = "3204151234567"
GOOD = {"name": "Koperasi Contoh Susu", "region": "Kabupaten Bandung, Jawa Barat", "address": "Jl. Contoh 1"}
FACT = {"kind": "volume-usaha", "on": "2025-01-02", "value": "1000", "source": "Laporan"}


def read(answer):
    return answer.content.decode()


def errors(answer):
    """Field -> what is said beside it."""
    return {name: list(told) for name, told in answer.context["form"].errors.items()}


@pytest.fixture
def own(cooperative, member, as_person):
    """A cooperative and its chair's browser."""
    one = cooperative(nik=NIK)
    return one, as_person(member(one))


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", "", "Bidang ini tidak boleh kosong"),
        ("name", "x" * 300, "200"),
        ("name", "\u202e\u200b", "Bidang ini tidak boleh kosong"),
        ("region", "Xyzzy", "tidak dikenal"),
        ("region", "Bandung", "Ada beberapa wilayah"),
        ("region", "<script>", "tidak dikenal"),
        ("address", "x" * 400, "300"),
        ("type", "raja", "Pilih salah satu"),
        ("nik", "12", "10 sampai 16"),
        ("nik", "٣٢٠٤١٥١٢٣٤٥٦٧", "10 sampai 16"),
        ("nib", "12", "13 angka"),
        ("npwp", "abc", "NPWP"),
        ("legal_date", "2999-01-01", "antara tahun 1900"),
        ("legal_date", "31-02-2020", "tanggal"),
        ("latitude", "NaN", "satu angka"),
        ("latitude", "90", "7"),
        ("longitude", "-5", "94"),
        ("legal_number", "x" * 100, "80"),
        ("group", "x" * 100, "60"),
    ],
)
def test_what_is_wrong_with_a_cooperative_is_told_beside_its_field(own, field, value, told):
    one, client = own
    answer = client.post(f"/koperasi/{one.pk}/ubah/", GOOD | {"version": one.version, field: value})
    assert list(errors(answer)) == [field]
    assert told.lower() in errors(answer)[field][0].lower()
    kept_field = "address" if field != "address" else "name"
    assert f'value="{GOOD[kept_field]}"' in read(answer)
    assert f'id="id_{field}_error"' in read(answer)
    assert "<script>" not in read(answer)
    one.refresh_from_db()
    assert one.version == 1


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("value", "NaN", "angka bulat"),
        ("value", "-5", "kurang dari nol"),
        ("value", "9" * 40, "lebih kecil"),
        ("value", "", "Isi angkanya"),
        ("on", "2999-01-01", "1900"),
        ("source", "", "tidak boleh kosong"),
        ("source", "x" * 500, "200"),
        ("kind", "x", "Pilih salah satu"),
        ("text", "x" * 100, "80"),
    ],
)
def test_what_is_wrong_with_a_fact_is_told_beside_its_field(own, field, value, told):
    one, client = own
    answer = client.post(f"/koperasi/{one.pk}/fakta/", FACT | {field: value})
    assert list(errors(answer)) == [field]
    assert told in errors(answer)[field][0]
    assert not Fact.objects.exists()


@pytest.mark.parametrize("nik", ["", "abc", "12", "9" * 60, "\u202e" + "1" * 9, "NaN"])
def test_a_number_that_is_none_claims_nothing(cooperative, person, as_person, nik):
    one = cooperative(nik=NIK)
    answer = as_person(person()).post(
        f"/koperasi/{one.pk}/klaim/", {"nik": nik, "role": "ketua", "note": "SK <b>7</b>"}
    )
    assert list(errors(answer)) == ["nik"]
    assert "SK &lt;b&gt;7&lt;/b&gt;" in read(answer)
    assert not Claim.objects.exists()


def test_two_people_change_the_same_cooperative_and_neither_is_lost(own, member, as_person):
    one, first = own
    second = as_person(member(one, role="pengurus"))
    first.post(f"/koperasi/{one.pk}/ubah/", GOOD | {"version": "1", "address": "Jl. Pertama"})
    answer = second.post(f"/koperasi/{one.pk}/ubah/", GOOD | {"version": "1", "address": "Jl. Kedua"})
    assert answer.status_code == 409
    assert "Orang lain mengubah" in read(answer)
    assert "Jl. Pertama" in read(answer)
    assert 'value="Jl. Kedua"' in read(answer)
    one.refresh_from_db()
    assert one.address == "Jl. Pertama"
    again = second.post(f"/koperasi/{one.pk}/ubah/", GOOD | {"version": "2", "address": "Jl. Kedua"})
    assert again.status_code == 302
    one.refresh_from_db()
    assert one.address == "Jl. Kedua"


def test_a_double_click_changes_once(own):
    one, client = own
    for _ in range(2):
        assert client.post(f"/koperasi/{one.pk}/ubah/", GOOD | {"version": "1"}).status_code == 302
        assert client.post(f"/koperasi/{one.pk}/fakta/", FACT).status_code == 302
    one.refresh_from_db()
    assert (one.version, Fact.objects.count()) == (2, 1)


def test_a_double_click_claims_invites_and_accepts_once(own, person, as_person):
    one, chair = own
    somebody = as_person(person())
    for _ in range(2):
        somebody.post(f"/koperasi/{one.pk}/klaim/", {"nik": NIK, "role": "pengurus"})
        chair.post(f"/koperasi/{one.pk}/undang/", {"name": "Orang Baru", "role": "pengurus"})
    assert Claim.objects.count() == 1
    invitation = Invitation.objects.get()
    for _ in range(2):
        answer = somebody.post(f"/koperasi/undangan/{invitation.token}/")
        assert answer["Location"] == f"/koperasi/{one.pk}/"
    assert Membership.objects.filter(cooperative=one, ended=None).count() == 2


def test_an_expired_session_keeps_what_was_typed(own):
    one, _client = own
    chair = Membership.objects.get(cooperative=one).person
    chair.set_password("kulit-sapi-garut-77")
    chair.save()
    one_away = Client()
    answer = one_away.post(f"/koperasi/{one.pk}/ubah/", GOOD | {"version": "1", "address": "Jl. Panjang 9"})
    assert answer["Location"] == f"/akun/login/?next=/koperasi/{one.pk}/ubah/"
    assert "Panjang" not in answer["Location"]
    one_away.force_login(chair, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = read(one_away.get(f"/koperasi/{one.pk}/ubah/"))
    assert 'value="Jl. Panjang 9"' in page
    assert "Jl. Panjang 9" not in read(one_away.get(f"/koperasi/{one.pk}/ubah/"))  # once


def test_an_officer_claims_and_a_coordinator_of_the_territory_confirms(
    cooperative, person, coordinator, as_person
):
    one = cooperative(nik=NIK)
    officer = person("Pengurus Baru")
    client = as_person(officer, second_factor=False)
    assert "tidak sama" in read(client.post(f"/koperasi/{one.pk}/klaim/", {"nik": "1" * 12, "role": "ketua"}))
    client.post(f"/koperasi/{one.pk}/klaim/", {"nik": "3204-1512-34567", "role": "ketua"})
    claim = Claim.objects.get()
    assert not officer.has_perm("cooperatives.act_for", one)
    elsewhere = as_person(coordinator("51"))
    assert elsewhere.post(f"/koperasi/klaim/{claim.pk}/", {"putusan": "terima"}).status_code == 403
    here = as_person(coordinator("32.04"))
    assert "Pengurus Baru" in read(here.get("/koperasi/klaim/"))
    here.post(f"/koperasi/klaim/{claim.pk}/", {"putusan": "terima"})
    here.post(f"/koperasi/klaim/{claim.pk}/", {"putusan": "terima"})
    assert officer.has_perm("cooperatives.act_for", one)
    assert Membership.objects.count() == 1


def test_a_claim_is_refused_with_a_reason_that_the_claimant_reads(
    cooperative, person, coordinator, as_person
):
    one, officer = cooperative(nik=NIK), person()
    client = as_person(officer)
    client.post(f"/koperasi/{one.pk}/klaim/", {"nik": NIK, "role": "ketua"})
    claim, office = Claim.objects.get(), as_person(coordinator())
    assert list(errors(office.post(f"/koperasi/klaim/{claim.pk}/", {"putusan": "tolak"}))) == ["reason"]
    office.post(f"/koperasi/klaim/{claim.pk}/", {"putusan": "tolak", "reason": "SK sudah habis"})
    assert "SK sudah habis" in read(client.get(f"/koperasi/{one.pk}/klaim/"))
    assert not officer.has_perm("cooperatives.act_for", one)


def test_numbers_cannot_be_guessed_one_after_another(cooperative, person, as_person):
    one, client = cooperative(nik=NIK), as_person(person())
    for number in range(5):
        client.post(f"/koperasi/{one.pk}/klaim/", {"nik": f"99999999999{number}", "role": "ketua"})
    answer = client.post(f"/koperasi/{one.pk}/klaim/", {"nik": NIK, "role": "ketua"})
    assert "Terlalu banyak NIK salah" in read(answer)
    assert not Claim.objects.exists()


def test_one_person_acts_for_several_cooperatives(own, cooperative, person, as_person):
    one, _client = own
    other = cooperative("Koperasi Contoh Lain")
    somebody = person()
    for each in (one, other):
        memberships.accept(
            memberships.invite(each, actor=somebody, name="X", role="pengurus"), actor=somebody
        )
    page = read(as_person(somebody).get("/koperasi/saya/"))
    assert one.name in page
    assert other.name in page


def test_the_last_chair_stays(own):
    one, client = own
    chair = Membership.objects.get(cooperative=one)
    answer = client.post(f"/koperasi/{one.pk}/pengurus/{chair.pk}/akhiri/", follow=True)
    assert "Ketua terakhir tidak dapat berhenti" in read(answer)
    chair.refresh_from_db()
    assert chair.ended is None


def test_a_coordinator_enters_a_cooperative_of_the_territory_alone(coordinator, as_person):
    client = as_person(coordinator("32"))
    away = client.post("/koperasi/baru/", GOOD | {"region": "Kabupaten Gianyar"})
    assert list(errors(away)) == ["region"]
    client.post("/koperasi/baru/", GOOD)
    assert Cooperative.objects.get().region == "32.04"


def test_changing_only_the_address_leaves_the_place_alone(own):
    one, client = own
    page = client.get(f"/koperasi/{one.pk}/ubah/")
    form = page.context["form"]
    values = {name: form[name].value() or "" for name in form.fields} | {"address": "Jl. Baru"}
    shown = form.fields["region"].prepare_value(values["region"])
    client.post(f"/koperasi/{one.pk}/ubah/", values | {"region": shown})
    one.refresh_from_db()
    assert (one.address, one.region) == ("Jl. Baru", "32.04.15.2001")


def test_a_change_is_told_to_the_audit_trail(own, person):
    from jejaring.web.common.models import AuditEntry

    one, _client = own
    actor = person()
    register.change(one, {"legal_date": date(2001, 2, 3)}, actor=actor, version=1)
    entry = AuditEntry.objects.get(verb="cooperative.changed")
    assert (entry.actor, entry.detail["changes"]) == (actor, {"legal_date": [None, "2001-02-03"]})
