"""`make audit` fails on a known vulnerability, and never passes silence off as safety."""

import sys

import pytest

from tools import audit

CLEAN = {"name": "django", "version": "5.2.9", "vulns": []}
BAD = {"name": "pillow", "version": "11.0", "vulns": [{"id": "CVE-2099-1", "fix_versions": ["11.1"]}]}
UNKNOWN = {"name": "jejaring", "skip_reason": "not found"}


def ran(monkeypatch, capsys, *answers):
    told = iter(answers)
    monkeypatch.setattr(audit, "ask", lambda _files, _service: next(told))
    return audit.main(("requirements/run.txt",)), capsys.readouterr().out


def test_a_finding_fails_and_says_what_mends_it(monkeypatch, capsys):
    status, text = ran(monkeypatch, capsys, audit.read({"dependencies": [CLEAN, BAD, UNKNOWN]}))
    assert status == 1
    assert "VULNERABLE pillow 11.0: CVE-2099-1, mended in 11.1" in text
    assert "not asked about jejaring: not found" in text


def test_none_known_passes(monkeypatch, capsys):
    status, text = ran(monkeypatch, capsys, audit.read({"dependencies": [CLEAN]}))
    assert (status, text) == (0, "1 dependencies asked about, 0 known vulnerabilities.\n")


@pytest.mark.parametrize("silence", ["no route to host", audit.read({"dependencies": [UNKNOWN]})])
def test_whoever_could_not_ask_is_told_so(monkeypatch, capsys, silence):
    status, text = ran(monkeypatch, capsys, silence, silence)
    assert status == 0
    assert "NOT AUDITED" in text
    assert "0 known" not in text


def test_the_next_service_is_asked_when_one_is_silent(monkeypatch, capsys):
    assert ran(monkeypatch, capsys, "timed out", audit.read({"dependencies": [BAD]}))[0] == 1


def test_what_pip_audit_says_when_it_cannot_ask_is_told(monkeypatch, tmp_path):
    fails = tmp_path / "python"
    fails.write_text("#!/bin/sh\necho 'ERROR: no such host' >&2\nexit 1\n")
    fails.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(fails))
    assert audit.ask(("requirements/run.txt",), "pypi") == "ERROR: no such host"
