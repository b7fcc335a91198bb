import pytest
from market_files import SOUND, faults_of, faults_with, only_fault, read_files, write_files


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(tmp_path):
    plain = read_files(tmp_path / "plain")
    saved = {name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in SOUND.items()}
    assert read_files(tmp_path / "saved", **saved) == plain


@pytest.mark.parametrize(
    ("encoding", "called", "row"),
    [("cp1252", "Windows-1252", 3), ("utf-16", "UTF-16", 1), ("utf-16-le", "UTF-16", 1)],
)
def test_another_encoding_is_named_and_the_rest_still_checked(tmp_path, encoding, called, row):
    text = "id,name,region\nK1,Koperasi Contoh,32.05\nK2,Koperasi Café,99.99\n"
    faults = faults_with(tmp_path, cooperatives=text.encode(encoding))
    assert [(fault.kind, fault.row) for fault in faults] == [("encoding", row), ("unknown_region", 3)]
    assert called in faults[0].say("id")


def test_semicolons_are_reported_and_read_past(tmp_path):
    fault = only_fault(tmp_path, offers=SOUND["offers"].replace(",", ";"))
    assert (fault.row, fault.kind) == (1, "separator")
    assert '";"' in fault.say("en")


def test_rows_are_counted_as_an_editor_counts_lines(tmp_path):
    text = 'id,name,region\n\nK1,"Koperasi\nContoh\nSatu",32.05\n,,\nK2,Koperasi Contoh Dua,99.99\n'
    fault = only_fault(tmp_path, cooperatives=text)
    assert (fault.row, fault.column) == (7, "region")


def test_a_line_break_in_a_name_becomes_a_blank(tmp_path):
    text = 'id,name,region\nK1," Koperasi\r\nContoh ""A"", B ",32.05\nK2,x,32.05\n'
    assert read_files(tmp_path, cooperatives=text).cooperatives["name"][0] == 'Koperasi Contoh "A", B'


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200f", "\u200b", "\ufeff", "\x9b", "\x00"])
def test_characters_that_hide_or_turn_the_writing_are_refused(tmp_path, hidden):
    text = f"id,name,region\nK1,Koperasi {hidden}Contoh,32.05\nK2,x,32.05\n"
    fault = only_fault(tmp_path, cooperatives=text)
    assert (fault.row, fault.column, fault.kind) == (2, "name", "control_character")


def test_rows_too_long_and_too_short_are_told_by_line(tmp_path):
    text = SOUND["offers"] + "A2,K1,gkg,7,500,7500\nA3,K1,gkg\n"
    faults = faults_with(tmp_path, offers=text)
    assert [(fault.row, fault.kind) for fault in faults] == [(3, "too_many_cells"), (4, "too_few_cells")]
    assert "6 cells and the header has 5" in faults[0].say("en")


@pytest.mark.parametrize(
    ("name", "kind"), [('Koperasi 5" Contoh', "quote_in_cell"), ('"Koperasi Contoh', "quote_open")]
)
def test_a_stray_quote_mark_does_not_hide_the_rows_below(tmp_path, name, kind):
    text = f"id,name,region\nK1,{name},32.05\nK2,Koperasi Contoh Dua,99.99\n"
    faults = faults_with(tmp_path, cooperatives=text)
    assert [(fault.row, fault.kind) for fault in faults] == [(2, kind), (3, "unknown_region")]


def test_files_that_are_missing_empty_twice_there_or_misspelt(tmp_path):
    write_files(tmp_path, needs=None, capacities="", store="id\n")
    read_files(tmp_path / "other").write(tmp_path / "parquet", "parquet")
    (tmp_path / "parquet" / "offers.parquet").rename(tmp_path / "offers.parquet")
    (tmp_path / "README.txt").write_text("not part of the market")
    kinds = {(fault.file, fault.kind) for fault in faults_of(tmp_path)}
    assert kinds == {
        ("needs.csv", "missing_table"),
        ("capacities.csv", "empty_file"),
        ("store.csv", "misspelt_table"),
        ("offers.parquet", "ambiguous_table"),
    }


def test_headers_alone_make_an_empty_market(tmp_path):
    market = read_files(tmp_path, **{name: text.split("\n")[0] for name, text in SOUND.items()})
    assert market.listing_count == 0
    assert market.periods == ("all",)


def test_a_path_that_is_not_there_or_only_one_table(tmp_path):
    assert faults_of(tmp_path / "nowhere")[0].kind == "no_such_path"
    write_files(tmp_path)
    assert faults_of(tmp_path / "needs.csv")[0].kind == "single_file"
