"""What cannot be restored is told, with what would be right, before anything is touched."""

import json
import random
import zipfile

import pytest
from django.utils import translation
from tests import shares

from jejaring.web.operations.backup import BackupFault, check_backup, make_backup, restore_backup
from jejaring.web.operations.backup.engine import engine_of_site
from jejaring.web.operations.backup.manifest import NAME

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture(scope="module")
def path(site, tmp_path_factory):
    return make_backup(tmp_path_factory.mktemp("kept") / "site.zip").path


def refused(path, empty, words):
    with empty.used():
        with translation.override("en"), pytest.raises(BackupFault, match=words):
            restore_backup(path)
        assert engine_of_site().held() == []
    assert not empty.folder.exists() or [each for each in empty.folder.rglob("*") if each.is_file()] == []


def changed(path, where, **said):
    """The same backup, saying something else of itself."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(where, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, json.dumps(json.loads(content) | said) if name == NAME else content)
    return where


def contents(path):
    """Of every member of the archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_any_byte_changed_is_noticed_or_changes_nothing(path, tmp_path):
    whole, chance = path.read_bytes(), random.Random(7)
    good, held = check_backup(path), contents(path)
    damaged, noticed = tmp_path / "damaged.zip", 0
    places = chance.sample(range(len(whole)), 400 if shares.whole else 20)
    for place in places:
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
        try:
            assert check_backup(damaged) == good
            assert contents(damaged) == held  # a byte that says nothing, as when a member was packed
        except BackupFault:
            noticed += 1
    assert noticed > len(places) / 2  # how many bytes say nothing depends on what the archive is made of


@pytest.mark.parametrize("share", [0, 0.001, 0.5, 0.999])
def test_one_that_was_cut_off(path, empty, tmp_path, share):
    cut = tmp_path / "cut.zip"
    cut.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    refused(cut, empty, "damaged or cut off")


def test_one_that_is_not_there_and_one_that_is_no_backup(empty, tmp_path):
    refused(tmp_path / "none.zip", empty, "does not exist")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("a.txt", "a")
    refused(tmp_path / "other.zip", empty, "not a backup of Jejaring")


def test_one_of_a_later_version(path, empty, tmp_path):
    steps = [["trade", "9999_later"], ["trade", "0001_initial"]]
    refused(changed(path, tmp_path / "a.zip", migrations=steps), empty, "trade.9999_later")
    refused(changed(path, tmp_path / "b.zip", format=2), empty, "form 2")


def test_one_of_another_kind_of_database(path, empty, tmp_path):
    refused(changed(path, tmp_path / "a.zip", engine="oracle"), empty, "DATABASE_URL")


def test_one_whose_tables_are_not_those_it_names(path, empty, tmp_path):
    other = {"accounts_person": {"rows": 1, "sha256": "0"}}
    with empty.used(), translation.override("en"), pytest.raises(BackupFault, match="Do not use"):
        restore_backup(changed(path, tmp_path / "a.zip", tables=other))


def test_a_site_that_holds_anything_is_left_alone(site, path, empty):
    with translation.override("en"), pytest.raises(BackupFault, match="not empty"):
        restore_backup(path)
    (empty.folder / "media").mkdir(parents=True)
    (empty.folder / "media" / "a.jpg").write_text("a")
    with empty.used(), translation.override("en"), pytest.raises(BackupFault, match="not empty"):
        restore_backup(path)
    assert (empty.folder / "media" / "a.jpg").read_text() == "a"


def test_a_backup_is_never_overwritten_nor_left_half_written(site, path, tmp_path, monkeypatch):
    with pytest.raises(BackupFault, match="sudah ada"):
        make_backup(path)

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("jejaring.web.operations.backup.make.shutil.copyfileobj", full)
    with pytest.raises(BackupFault, match="No space left"):
        make_backup(tmp_path / "full.zip")
    assert list(tmp_path.iterdir()) == []
