"""What cannot be written is told in the user's language, with the path the user gave, before long work."""

import errno
import os
from pathlib import Path

import polars as pl
import pytest

from jejaring.cli.work.places import named_as


def test_a_file_where_a_folder_should_be(jejaring, shoes, tmp_path):
    (tmp_path / "berkas").write_text("")
    told = jejaring("plan", shoes, "--out", tmp_path / "berkas" / "dalam" / "rencana", lang="id")
    assert told.status == 2
    assert f"{tmp_path / 'berkas'}: ada berkas di tempat yang seharusnya folder" in told.err


@pytest.mark.parametrize("command", ["plan", "sample"])
def test_a_folder_that_may_not_be_written(jejaring, shoes, tmp_path, monkeypatch, command):
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)  # root may write anywhere
    source = [shoes] if command == "plan" else []
    told = jejaring(command, *source, "--out", tmp_path / "rencana", lang="id")
    assert told.status == 2
    assert told.err.startswith(f"{tmp_path / 'rencana'}: Anda tidak diizinkan")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["pasar"]


def test_a_full_disk_while_the_plan_is_written(jejaring, shoes, tmp_path, monkeypatch):
    def full(table, file, *_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))

    monkeypatch.setattr(pl.DataFrame, "write_csv", full)
    told = jejaring("plan", shoes, "--out", tmp_path / "rencana")
    assert told.status == 2
    assert told.err == f"{tmp_path / 'rencana'}: the disk is full. Make room, or choose another place.\n"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["pasar"]


def test_the_system_is_understood_through_polars_as_well():
    with pytest.raises(OSError, match="rencana") as told, named_as(Path("rencana")):
        raise OSError("No space left on device (os error 28)")
    assert told.value.errno == errno.ENOSPC


def test_a_name_that_is_too_long(jejaring, shoes, tmp_path):
    told = jejaring("plan", shoes, "--out", tmp_path / ("a" * 300))
    assert told.status == 2
    assert "the name is too long" in told.err
