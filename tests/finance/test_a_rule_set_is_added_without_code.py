"""Rule sets as text: added by whoever knows the rules; every fault told; old assessments stay."""

from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejaring.finance import FinanceFaults
from jejaring.finance.kur import (
    Applicant,
    assess,
    read_folder,
    read_rule_set,
    rule_set_of,
    shipped_rule_sets,
)

NEXT = """
id = "permenko-contoh-2027"
title = "Permenko Contoh 2027"
first_day = 2027-03-01
first_day_verified = true

[sources]
naskah = "Naskah contoh, contoh.id"

[[schemes]]
id = "mikro"
name = "KUR Mikro"

[[schemes.rules]]
kind = "who"
fits = ["member", "cooperative"]
ask = []
sources = ["naskah"]
verified = true

[[schemes.rules]]
kind = "amount-up-to"
value = 150_000_000
per = "recipient"
article = "Pasal 7"
sources = ["naskah"]
verified = true

[[schemes.rules]]
kind = "rate"
percent = ["5.5"]
basis = "all"
sources = ["naskah"]
verified = true
"""


def kinds(text):
    with pytest.raises(FinanceFaults) as told:
        read_rule_set(text, "contoh.toml")
    assert all(told.value.say(language) for language in ("id", "en"))
    return [fault.kind for fault in told.value.faults]


def test_the_new_rules_count_from_their_day_and_the_old_stay():
    sets = [*shipped_rule_sets(), read_rule_set(NEXT)]
    cooperative = Applicant("cooperative")
    before = assess(cooperative, 120_000_000, "investment", date(2027, 2, 28), rule_sets=sets)
    after = assess(cooperative, 120_000_000, "investment", date(2027, 3, 1), rule_sets=sets)
    assert before.rules.id == "permenko-1-2026"
    assert before == assess(cooperative, 120_000_000, "investment", date(2027, 2, 28))
    assert after.rules.id == "permenko-contoh-2027"
    assert after.of("mikro").verdict == "fits"
    assert "5,5%" in str(after.record("id"))


def test_a_folder_of_rule_sets(tmp_path):
    (tmp_path / "2027.toml").write_text(NEXT)
    (tmp_path / "2028.toml").write_text(NEXT.replace("2027", "2028"))
    sets = read_folder(tmp_path)
    assert [rules.first_day.year for rules in sets] == [2027, 2028]
    with pytest.raises(FinanceFaults, match="not taken instead"):
        rule_set_of(date(2026, 1, 1), sets)


def test_the_faults_of_all_files_of_a_folder_come_together(tmp_path):
    (tmp_path / "a.toml").write_text("id = 3")
    (tmp_path / "b.toml").write_text("=")
    (tmp_path / "c.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FinanceFaults) as told:
        read_folder(tmp_path)
    told = told.value.say("id")
    assert all(name in told for name in ("a.toml", "b.toml", "c.toml"))
    (tmp_path / "kosong").mkdir()
    with pytest.raises(FinanceFaults):
        read_folder(tmp_path / "kosong")


def test_two_with_one_id_or_one_day_are_refused(tmp_path):
    (tmp_path / "a.toml").write_text(NEXT)
    (tmp_path / "b.toml").write_text(NEXT)
    with pytest.raises(FinanceFaults) as told:
        read_folder(tmp_path)
    assert [fault.kind for fault in told.value.faults] == ["rules-same-id", "rules-same-day"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('kind = "rate"', 'kind = "bunga"', ["rules-kind"]),
        ("150_000_000", "0", ["rules-value"]),
        ("150_000_000", "1.5", ["rules-value"]),
        ('per = "recipient"', 'per = "orang"', ["rules-value"]),
        ('per = "recipient"\n', "", ["rules-missing"]),
        ("verified = true", 'verified = "ya"', ["rules-value"] * 4),
        ('["5.5"]', '["5,5"]', ["rules-value"]),
        ('["5.5"]', "[5.5]", ["rules-value"]),
        ('["5.5"]', '["5", "6"]', ["rules-rate-count"]),
        ('basis = "all"', 'basis = "all"\nyears = [2027]', ["rules-rate-years"]),
        ('basis = "all"', 'basis = "all"\nyears = 2027', ["rules-value"]),
        ('sources = ["naskah"]', 'sources = ["koran"]', ["rules-source"] * 3),
        ('article = "Pasal 7"', 'pasal = "7"', ["rules-unknown"]),
        ("2027-03-01", '"besok"', ["rules-value"]),
        ("2027-03-01", "2027-03-01\nlast_day = 2027-02-01", ["rules-days"]),
        ('title = "Permenko Contoh 2027"\n', "", ["rules-missing"]),
        ('kind = "rate"', 'kind = "who"', ["rules-missing"] * 2 + ["rules-unknown"] * 2 + ["rules-once"]),
    ],
)
def test_a_fault_is_told_with_its_place(old, new, expected):
    assert old in NEXT
    told = kinds(NEXT.replace(old, new))
    assert told == expected


def test_all_faults_at_once():
    text = NEXT.replace("150_000_000", "-1").replace('"all"', '"apa"').replace("2027-03-01", "7")
    assert kinds(text) == ["rules-value"] * 3


def test_a_scheme_without_room_for_any_amount():
    over = (
        '\n[[schemes.rules]]\nkind = "amount-over"\nvalue = 150_000_000\n'
        'sources = ["naskah"]\nverified = true\n'
    )
    assert kinds(NEXT + over) == ["rules-no-room"]
    assert read_rule_set(NEXT + over.replace("150_000_000", "149_999_999"))


def test_no_scheme_or_the_same_twice():
    head, scheme = NEXT.split("[[schemes]]")
    assert kinds(head.replace("[sources]", "schemes = []\n[sources]")) == ["rules-no-scheme"]
    assert kinds(f"{head}[[schemes]]{scheme}[[schemes]]{scheme}") == ["rules-scheme-twice"]


SHIPPED = [
    file.read_text(encoding="utf-8") for file in files("jejaring.finance").joinpath("data", "kur").iterdir()
]


@given(st.sampled_from([*SHIPPED, NEXT]), st.data())
def test_a_damaged_rule_set_is_told_and_never_breaks_the_program(text, data):
    lines = text.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        key = lines[number].split("=")[0]
        value = data.draw(
            st.sampled_from(
                ["[]", "{}", "1", '"x"', "true", "2026-01-01", "[[1]]", "nan", "[{}]", "", "-0.0"]
            )
        )
        lines[number] = f"{key}= {value}"
    try:
        rules = read_rule_set("\n".join(lines))
    except FinanceFaults as error:
        error.say("id")
        return
    day = max(rules.first_day, date(2026, 6, 1))
    if day <= rules.last_day:
        record = assess(Applicant("group"), 60_000_000, "investment", day, rule_sets=[rules]).record("id")
        assert record["rule_set"] == rules.id
