"""What an assessment says: verdict, reasons with article and source, and never that a loan is granted."""

from datetime import date

import pytest

from jejaring.finance import FinanceFaults
from jejaring.finance.kur import Applicant, assess

FARM = Applicant(
    "member",
    business_months=24,
    accesses=1,
    sector="farm",
    facts={"business-letter": True, "no-commercial-credit": True},
)
DAY = date(2024, 5, 1)


def of(scheme, applicant=FARM, amount=50_000_000, day=DAY, **more):
    return assess(applicant, amount, "working-capital", day, **more).of(scheme)


def test_what_fits_fits_as_an_indication():
    clean = Applicant("group", members=5, facts={"cluster": True})
    assessed = of("khusus", clean, 400_000_000)
    assert assessed.verdict == "fits"
    assert [reason.rule.kind for reason in assessed.to_show] == ["fact", "months-in-business"]


def test_what_does_not_fit_says_why_and_where_it_stands():
    assessed = of("mikro", Applicant("member", accesses=4, sector="farm"), 100_000_001)
    assert assessed.verdict == "does-not-fit"
    assert [reason.say("id") for reason in assessed.reasons if reason.outcome == "failed"] == [
        "Pinjaman Rp100.000.001 melebihi Rp100.000.000 per penerima. "
        "[Pasal 24 ayat (1) dan (2); cnbc-2023; pasal-24]",
        "Sudah 4 kali menerima; usaha pertanian, perkebunan, perikanan, atau peternakan paling banyak 4 kali."
        " [Pasal 24 ayat (4); pasal-24]",
    ]


def test_a_member_of_a_group_may_have_khusus_on_its_own():
    """Permenko 12/2025, article 36 (3) b: with the group's papers of article 4 (3) a to e."""
    day = date(2025, 9, 1)
    inside = Applicant("member", agreement="PKS-2", facts={"group-member": True})
    assert of("khusus", inside, day=day).verdict == "bank"  # limits carried over are unverified
    outside = Applicant("member", facts={"group-member": False})
    assert of("khusus", outside, day=day).verdict == "does-not-fit"
    assert of("khusus").verdict == "bank"  # in 2024 the rule speaks of groups only


def test_an_unverified_value_needs_the_bank_s_word():
    assessed = of("mikro")
    assert assessed.verdict == "bank"
    told = [reason.say("id") for reason in assessed.reasons if reason.outcome == "bank"]
    assert len(told) == 2
    assert all("belum diverifikasi" in sentence for sentence in told)


def test_a_cooperative_in_its_own_name_needs_the_bank_s_word():
    assessed = of("mikro", Applicant("cooperative"))
    assert assessed.verdict == "bank"
    assert any("perlu konfirmasi bank" in reason.say("id") for reason in assessed.reasons)


def test_the_agreement_is_the_offtaker_s_evidence():
    group = Applicant("group", members=20, agreement="PKS-2026-014")
    assessed = of("mikro", group, day=date(2025, 7, 1))
    sentences = [reason.say("id") for reason in assessed.reasons]
    assert any(
        "PKS-2026-014" in sentence and "Pasal 4 ayat (3) huruf a" in sentence for sentence in sentences
    )
    without = of("mikro", Applicant("group", facts={"agreement": False}), day=date(2025, 7, 1))
    assert without.verdict == "does-not-fit"


@pytest.mark.parametrize(
    ("accesses", "rate"), [(0, "6%"), (1, "7%"), (2, "8%"), (3, "9%"), (None, "6%, 7%, 8%, 9%")]
)
def test_the_rate_goes_by_how_often_it_was_had(accesses, rate):
    assessed = of("mikro", Applicant("member", accesses=accesses))
    told = next(reason for reason in assessed.reasons if reason.rule.kind == "rate")
    assert rate in told.say("en")


@pytest.mark.parametrize(
    ("scheme", "members", "amount", "found"),
    [
        ("khusus", None, 500_000_000, "met"),
        ("khusus", None, 500_000_001, "open"),
        ("khusus", 2, 1_000_000_000, "met"),
        ("khusus", 2, 1_000_000_001, "failed"),
        ("mikro", None, 100_000_001, "open"),
        ("mikro", 2, 200_000_000, "bank"),
        ("mikro", 2, 200_000_001, "failed"),
    ],
)
def test_a_group_s_limit_counts_for_its_members_where_the_rule_says_so(scheme, members, amount, found):
    assessed = of(scheme, Applicant("group", members=members), amount)
    reason = next(item for item in assessed.reasons if item.rule.kind == "amount-up-to")
    assert reason.found == found
    if found != "met":
        assert assessed.verdict == ("does-not-fit" if found == "failed" else "bank")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", ["member", "group", "cooperative"])
@pytest.mark.parametrize("day", [date(2018, 6, 1), DAY, date(2025, 9, 1), date(2026, 3, 1)])
def test_it_says_indication_and_never_approved(language, kind, day):
    record = assess(Applicant(kind), 50_000_000, "investment", day, months=36).record(language)
    text = str(record).lower()
    assert {"id": "indikasi", "en": "indication"}[language] in text
    assert not any(word in text for word in ("disetujui", "approved", "dijamin", "guaranteed"))
    assert record["rule_set"]
    assert len(record["rule_set_digest"]) == 64


def test_everything_wrong_with_a_wish_is_told_at_once():
    nobody = Applicant(
        "firm",
        members=0,
        business_months=-1,
        sector="mine",
        agreement="A",
        facts={"agreement": False, "x": True},
    )
    with pytest.raises(FinanceFaults) as told:
        assess(nobody, 0, "fun", date(1990, 1, 1), months=0)
    assert [fault.kind for fault in told.value.faults] == [
        "applicant-kind",
        "applicant-sector",
        "applicant-number",
        "applicant-number",
        "applicant-agreement",
        "applicant-fact",
        "amount",
        "purpose",
        "months",
    ]
    assert told.value.say("id")


@pytest.mark.parametrize("amount", [0, -1, 1.5, 2**53, "5", None])
def test_an_amount_is_whole_rupiah(amount):
    with pytest.raises(FinanceFaults):
        assess(FARM, amount, "investment", DAY)
