"""A disk without room: who sends is told that nothing is saved, what was saved stays, then all goes on."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from PIL import Image
from tests.web.network import network
from tests.web.operations.machines import Machine
from tests.web.prepared import FILE, ON_POSTGRES

from jejaring.web.operations.backup import BackupFault, make_backup
from jejaring.web.trade.models import Listing, Photo

pytestmark = pytest.mark.skipif(ON_POSTGRES, reason="the disk is that of a SQLite file")
SIZE = "size=8m"


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own, of real limits."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", SIZE, "none", folder], check=False).returncode:
        pytest.skip("only who may mount has a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def net(prepared_site, disk, django_db_setup, django_db_blocker):
    shutil.copy(prepared_site.folder / FILE, disk)
    with django_db_blocker.unblock(), Machine(disk, "").used():
        made = network()
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield made


def filled(disk: Path) -> Path:
    """A file that leaves no room."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(os.urandom(4096))
        except OSError:
            return filler


def photograph() -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.effect_noise((800, 600), 90).convert("RGB").save(drawn, "JPEG")
    return SimpleUploadedFile("f.jpg", drawn.getvalue())


def test_nothing_is_half_saved_and_everything_goes_on(net, disk, tmp_path):
    chair, visitor = net.client("chair"), net.client("visitor")
    for client in (chair, visitor):
        client.raise_request_exception = False
    listing = net.keys["trade:add-photo"]
    offer = {
        "koperasi": net.cooperative.pk,
        "kind": "offers",
        "commodity": "gkg",
        "quantity": 17,
        "unit": "kg",
    }
    offer |= {"price": 7000, "price_unit": "kg", "region": "32.04", "first_month": "", "last_month": ""}

    def send():
        return (
            chair.post("/pasar/baru/", offer).status_code,
            chair.post(reverse("trade:add-photo", kwargs=listing), {"photo": photograph()}).status_code,
        )

    before = Listing.objects.count(), Photo.objects.count()
    filler = filled(disk)
    assert send() == (503, 503)
    assert visitor.get("/pasar/").status_code == 200
    with pytest.raises(BackupFault, match="No space left"):
        make_backup(disk / "kept.zip")
    assert (Listing.objects.count(), Photo.objects.count()) == before
    filler.unlink()
    assert send() == (302, 302)
    assert (Listing.objects.count(), Photo.objects.count()) == (before[0] + 1, before[1] + 1)
    assert connection.cursor().execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert make_backup(tmp_path / "kept.zip").manifest.missing == ()
    names = {each.image.name for each in Photo.objects.all()}
    there = {str(each.relative_to(disk / "media")) for each in (disk / "media").rglob("*.jpg")}
    assert names <= there
