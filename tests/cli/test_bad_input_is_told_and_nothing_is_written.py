"""Whatever is wrong with the input: a clear message, exit status 2, no traceback, no half-written plan."""

import pytest

from jejaring.cli import main
from jejaring.market import Market


def not_utf8(folder):
    (folder / "offers.csv").write_bytes(
        "id,cooperative,commodity,quantity,price\nö,A,kulit,1,1\n".encode("cp1252")
    )


def two_gigabytes_of_quantity(folder):
    text = (folder / "offers.csv").read_text()
    (folder / "offers.csv").write_text(text.replace(",100,40000", ",2 GB,40000"))


def not_a_number(folder):
    text = (folder / "offers.csv").read_text()
    (folder / "offers.csv").write_text(text.replace(",100,40000", ",NaN,40000"))


def no_needs(folder):
    (folder / "needs.csv").unlink()


def empty_file(folder):
    (folder / "needs.csv").write_text("")


BROKEN = {
    not_utf8: "offers.csv",
    two_gigabytes_of_quantity: "offers.csv",
    not_a_number: "offers.csv",
    no_needs: "needs",
    empty_file: "needs.csv",
}


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("break_it", BROKEN, ids=lambda break_it: break_it.__name__)
def test_a_broken_market(jejaring, shoes, tmp_path, break_it, lang):
    break_it(shoes)
    planned = jejaring("plan", shoes, "--out", tmp_path / "rencana", lang=lang)
    assert planned.status == 2
    assert BROKEN[break_it] in planned.err
    assert "Traceback" not in planned.err
    assert sorted(file.name for file in tmp_path.iterdir()) == ["pasar"]


def test_a_truncated_workbook(jejaring, shoes, tmp_path):
    Market.read(shoes).write(tmp_path / "pasar.xlsx")
    whole = (tmp_path / "pasar.xlsx").read_bytes()
    (tmp_path / "pasar.xlsx").write_bytes(whole[: len(whole) // 2])
    planned = jejaring("plan", tmp_path / "pasar.xlsx", "--out", tmp_path / "rencana")
    assert planned.status == 2
    assert "pasar.xlsx" in planned.err
    assert not (tmp_path / "rencana").exists()


def test_a_market_that_is_not_there(jejaring, tmp_path):
    planned = jejaring("plan", tmp_path / "tiada", "--out", tmp_path / "rencana")
    assert planned.status == 2
    assert "tiada" in planned.err


def test_a_folder_with_other_files_is_left_alone(jejaring, shoes, tmp_path):
    (tmp_path / "rencana").mkdir()
    (tmp_path / "rencana" / "surat.txt").write_text("penting")
    planned = jejaring("plan", shoes, "--out", tmp_path / "rencana", "--replace")
    assert planned.status == 2
    assert (tmp_path / "rencana" / "surat.txt").read_text() == "penting"


def test_a_plan_is_replaced_only_on_request(jejaring, shoes, tmp_path):
    for extra, status in (((), 0), ((), 2), (("--replace",), 0)):
        assert jejaring("plan", shoes, "--out", tmp_path / "rencana", *extra).status == status
    assert sorted(file.name for file in tmp_path.iterdir()) == ["pasar", "rencana"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan.json", "{"),
        ("plan.json", "[]"),
        ("plan.json", '{"surplus": "banyak"}'),
        ("trades.csv", "a,b\n1,2\n"),
        ("levels.csv", "listing,period,level,price,gain\nx,all,banyak,1,1\n"),
        ("prices.csv", ""),
    ],
)
def test_a_broken_plan(jejaring, shoes, tmp_path, name, text):
    plan = tmp_path / "rencana"
    assert jejaring("plan", shoes, "--out", plan).status == 0
    (plan / name).write_text(text)
    verified = jejaring("verify", shoes, plan)
    assert verified.status == 2
    assert name in verified.err


def test_a_plan_that_lacks_a_file(jejaring, shoes, tmp_path):
    plan = tmp_path / "rencana"
    assert jejaring("plan", shoes, "--out", plan).status == 0
    (plan / "chains.csv").unlink()
    assert jejaring("verify", shoes, plan).status == 2


@pytest.mark.parametrize(
    "arguments", [("plan",), ("plann",), ("plan", "x"), ("sample", "--listings", "banyak")]
)
def test_a_command_that_is_not_understood(jejaring, arguments):
    assert jejaring(*arguments).status == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "--help", "--lang", "fr"),
        ("--lang", "fr", "plan", "--help"),
        ("--lang=", "--help"),
        ("--help", "--lang"),
        ("--lang", "fr", "--lang", "id", "--help"),
    ],
)
def test_a_language_that_is_not_known(capsys, arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "id, en" in capsys.readouterr().err


def test_a_folder_is_not_replaced_for_a_file_called_plan_json(jejaring, shoes):
    (shoes / "plan.json").write_text("{}")
    assert jejaring("plan", shoes, "--out", shoes, "--replace").status == 2
    assert (shoes / "offers.csv").exists()


def test_notes_beside_a_plan_are_not_lost(jejaring, shoes, tmp_path):
    plan = tmp_path / "rencana"
    assert jejaring("plan", shoes, "--out", plan).status == 0
    (plan / "catatan-rapat.txt").write_text("penting")
    assert jejaring("plan", shoes, "--out", plan, "--replace").status == 2
    assert (plan / "catatan-rapat.txt").read_text() == "penting"


def test_a_plan_of_an_earlier_version_is_replaced(jejaring, shoes, tmp_path):
    plan = tmp_path / "rencana"
    assert jejaring("plan", shoes, "--out", plan).status == 0
    (plan / "plan.json").write_text('{"market_hash": "abc", "surplus": 1}')
    (plan / "carriage.csv").unlink()
    assert jejaring("plan", shoes, "--out", plan, "--replace").status == 0
    assert jejaring("verify", shoes, plan).status == 0


def test_a_sample_never_takes_the_place_of_a_market(jejaring, shoes):
    before = (shoes / "offers.csv").read_text()
    assert jejaring("sample", "--listings", 20, "--out", shoes).status == 2
    assert (shoes / "offers.csv").read_text() == before


def test_a_plan_is_not_explained_with_another_market(jejaring, shoes, tmp_path):
    plan = tmp_path / "rencana"
    assert jejaring("plan", shoes, "--out", plan).status == 0
    text = (shoes / "offers.csv").read_text()
    (shoes / "offers.csv").write_text(text.replace("40000", "41000"))
    assert jejaring("explain", shoes, plan, "kulit-a").status == 2


@pytest.mark.parametrize(
    "text", ['{"surplus": 1' + "0" * 400 + "}", '{"surplus": ' + "9" * 5000 + "}", "[" * 100_000]
)
def test_an_absurd_plan_json(jejaring, shoes, tmp_path, text):
    plan = tmp_path / "rencana"
    assert jejaring("plan", shoes, "--out", plan).status == 0
    (plan / "plan.json").write_text(text)
    assert jejaring("verify", shoes, plan).status == 2


def test_goods_that_travel_weigh_something(jejaring, shoes, tmp_path):
    text = (shoes / "commodities.csv").read_text()
    (shoes / "commodities.csv").write_text(text.replace("m2,1", "m2,0"))
    planned = jejaring("plan", shoes, "--out", tmp_path / "rencana")
    assert planned.status == 2
    assert "weigh" in planned.err
