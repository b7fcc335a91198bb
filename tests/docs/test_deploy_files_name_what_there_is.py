"""Files to start a site from name settings, commands and modules that exist."""

import re
from importlib.util import find_spec
from pathlib import Path

import yaml
from django.core.management import get_commands

ROOT = Path(__file__).parents[2]
FILES = [*(path for path in (ROOT / "deploy").rglob("*") if path.is_file()), ROOT / "docs" / "production.md"]
PROXYS = {"JEJARING_SITE", "JEJARING_WEB"}
"""Told to Caddy, not to Jejaring."""


def test_every_setting_is_one_of_those_documented():
    known = set(re.findall(r"`(JEJARING_\w+)`", (ROOT / "docs" / "running.md").read_text()))
    named = {name for file in FILES for name in re.findall(r"\bJEJARING_\w+", file.read_text())}
    assert len(named) > 8
    assert named - known - PROXYS == set()


def test_every_command_is_there():
    said = r"(?:bin/|`|; |do |^    )jejaring(?:-site)? ([a-z]+)\b|\"jejaring-site\", \"([a-z]+)\""
    found = (match for file in FILES for match in re.findall(said, file.read_text(), re.MULTILINE))
    named = {name for match in found for name in match if name}
    assert {"backup", "restore", "prepare", "daily", "worker"} <= named
    assert named <= set(get_commands())


def test_modules_and_folders_are_there():
    server = (ROOT / "deploy/systemd/jejaring-web.service").read_text()
    for module in re.findall(r"(?:gunicorn |python:)(jejaring\.[\w.]+)", server):
        assert find_spec(module), module
    compose = yaml.safe_load((ROOT / "deploy/compose/compose.yaml").read_text())
    services = compose["services"]
    assert services["web"]["deploy"]["replicas"] == services["worker"]["deploy"]["replicas"] == 2
    build = services["prepare"]["build"]
    dockerfile = ROOT / build["dockerfile"]
    assert (ROOT / "deploy/compose" / build["context"]).resolve() == ROOT
    for name in re.findall(r"^COPY (.+) \S+$", dockerfile.read_text(), re.MULTILINE):
        assert all((ROOT / each).exists() for each in name.split())
