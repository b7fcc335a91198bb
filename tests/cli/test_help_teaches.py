"""Help is there for every command, in both languages."""

import re
import subprocess
import sys

import pytest


@pytest.mark.parametrize(("lang", "heading"), [("id", "Perintah"), ("en", "Commands")])
def test_all_commands_are_listed(jejaring, lang, heading):
    told = jejaring("--help", lang=lang)
    assert told.status == 0
    assert heading in told.out
    for command in ("plan", "verify", "explain", "what-if", "savings", "sample"):
        assert command in told.out


@pytest.mark.parametrize("command", ["plan", "verify", "explain", "what-if", "savings", "sample"])
@pytest.mark.parametrize(("lang", "market"), [("id", "PASAR"), ("en", "MARKET")])
def test_each_command_says_what_it_takes(jejaring, command, lang, market):
    told = jejaring(command, "--help", lang=lang)
    assert told.status == 0
    assert market in told.out


ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|show|message|exit|default|required|missing|such|try|help for|"
    r"invalid|value|error|input|range|int|str|bool|path)\b",
    re.IGNORECASE,
)
MISTAKES = {
    (): "",
    ("plan",): "PASAR",
    ("plan", "x"): "--out",
    ("plan", "x", "--ot", "y"): "--out",
    ("plan", "x", "y", "--out", "z"): "y",
    ("pln",): "plan",
    ("plan", "x", "--out"): "--out",
    ("plan", "x", "--replace=3"): "--replace",
    ("plan", "x", "--out", "y", "--time-limit", "nan"): "1 sampai 1.000.000",
    ("sample", "--out", "x", "--listings", "banyak"): "1 sampai 5.000.000",
    ("sample", "--out", "x", "--listings", "-1"): "1 sampai 5.000.000",
    ("sample", "--out", "x", "--listings", "1e99"): "1 sampai 5.000.000",
    ("sample", "--out", "x", "--commodities", "100000"): "10.000",
    ("sample", "--out", "x", "--commodities", "5000", "--listings", "20"): "200",
    ("sample", "--out", "x.xlsx", "--listings", "2000000"): "1.048.575",
    ("sample", "--out", "x", "--months", "121"): "120",
    ("sample", "--out", "x", "--stores", "0,6"): "0 sampai 0,5",
    ("sample", "--out", "x", "--haulage", "inf"): "0 sampai 0,5",
    ("sample", "--out", "x", "--seed", "-1"): "0 sampai",
    ("sample", "--out", "x", "--form", "ods"): "csv, xlsx, parquet",
    ("instalments", "--amount", "0", "--rate", "6"): "1 sampai 9.007.199.254.740.991",
    ("instalments", "--amount", "1.5", "--rate", "6"): "1 sampai 9.007.199.254.740.991",
    ("instalments", "--amount", "9007199254740992", "--rate", "6"): "1 sampai 9.007.199.254.740.991",
    ("instalments", "--amount", "10", "--rate", "enam"): "6 atau 6,5",
    ("instalments", "--amount", "10", "--rate", "101"): "0 sampai 100",
    ("instalments", "--amount", "10", "--rate", "6"): "--months, --harvest, atau --on",
    ("instalments", "--amount", "10", "--rate", "6", "--months", "3", "--harvest", "2026-1-1"): "2026-11-23",
    ("instalments", "--amount", "10", "--rate", "6", "--months", "3", "--cash", "1"): "--receivables",
    ("instalments", "--amount", "10", "--rate", "6", "--months", "3", "--grace", "3"): "masa tenggang",
    ("kur", "--amount", "10", "--purpose", "liburan", "--applicant", "anggota"): "modal-kerja, investasi",
    ("kur", "--amount", "10", "--purpose", "investasi", "--applicant", "PT"): "anggota, kelompok, koperasi",
    ("kur", "--amount", "10", "--purpose", "investasi"): "--applicant",
    ("cash-flow", "utang.csv"): "--party",
}


@pytest.mark.parametrize(
    "command",
    ["", "plan", "verify", "explain", "what-if", "savings", "sample", "cash-flow", "instalments", "kur"],
)
def test_no_english_in_indonesian_help(jejaring, command):
    told = jejaring(*command.split(), "--help", lang="id").out
    words = re.sub(r"--[\w-]+|report\.html|\.xlsx|\(seed\)", "", told)
    assert not ENGLISH.findall(words)


@pytest.mark.parametrize(("arguments", "right"), MISTAKES.items())
def test_a_mistake_is_told_in_indonesian_with_what_would_be_right(jejaring, arguments, right):
    told = jejaring(*arguments, lang="id")
    assert told.status == 2
    assert right in told.err
    assert not ENGLISH.findall(re.sub(r"--[\w-]+", "", told.err))


@pytest.mark.parametrize("arguments", [("plan", "--help"), ("--help",), ("--version",), ("plan",)])
def test_help_is_there_before_anything_heavy(arguments):
    heavy = (
        "import sys; print([name for name in ('numpy', 'scipy', 'numba', 'polars') if name in sys.modules])"
    )
    code = f"from jejaring.cli import main\ntry: main({arguments!r})\nfinally: {heavy}"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert told.stdout.splitlines()[-1] == "[]"
