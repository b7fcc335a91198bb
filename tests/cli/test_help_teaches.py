"""Help is there for every command, in both languages."""

import pytest


@pytest.mark.parametrize(("lang", "heading"), [("id", "Perintah"), ("en", "Commands")])
def test_all_commands_are_listed(jejaring, lang, heading):
    told = jejaring("--help", lang=lang)
    assert told.status == 0
    assert heading in told.out
    for command in ("plan", "verify", "explain", "sample"):
        assert command in told.out


@pytest.mark.parametrize("command", ["plan", "verify", "explain", "sample"])
@pytest.mark.parametrize(("lang", "market"), [("id", "PASAR"), ("en", "MARKET")])
def test_each_command_says_what_it_takes(jejaring, command, lang, market):
    told = jejaring(command, "--help", lang=lang)
    assert told.status == 0
    assert market in told.out
