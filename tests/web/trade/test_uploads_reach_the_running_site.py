"""Real files sent to gunicorn as it serves the site: large ones, broken ones, one that unfolds."""

import http.client
import io
import json
import os
import socket
import struct
import subprocess
import sys
import time
import zlib
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

pytestmark = pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "") != "", reason="what is sent meets the same code on either database"
)
TOKEN = "c" * 32
MEGABYTE = 2**20
MOST_MEMORY = 700 * MEGABYTE
"""That a process of the site may come to hold: some 300 MB before the first photograph."""
MADE = """
import json, sys, django
django.setup()
from decimal import Decimal
from django.test import Client
from jejaring.web.accounts.models import Person
from jejaring.web.cooperatives.models import Cooperative, Membership
from jejaring.web.trade.actions import create_listing
one = Cooperative.objects.create(name="Koperasi Contoh", region="32.05", example=True)
person = Person.objects.create_user(name="Pengurus Contoh", email="p@contoh.example")
Membership.objects.create(person=person, cooperative=one, role="pengurus")
listing = create_listing(actor=person, cooperative=one, kind="offers", commodity="gkg",
                         quantity=Decimal(500), price=Decimal(7000), region="32.05")
client = Client()
client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
print(json.dumps([listing.pk, client.cookies["sessionid"].value]))
"""


def photograph(tiles: int) -> bytes:
    """A JPEG of noise, which nothing packs smaller: a third of a megabyte for each tile."""
    tile = np.random.default_rng(7).integers(0, 256, (500, 500, 3), dtype=np.uint8)
    drawn = io.BytesIO()
    Image.fromarray(np.tile(tile, (tiles, 1, 1))).save(drawn, "JPEG", quality=97)
    return drawn.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of some kilobytes whose picture would fill gigabytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    packer = zlib.compressobj(9)
    row = b"\0" + bytes(3 * width)
    packed = b"".join(packer.compress(row) for _ in range(height // 50)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@contextmanager
def gunicorn(folder):
    """The site on a port of its own, ended by its id."""
    environment = os.environ | {
        "JEJARING_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "jejaring.web.settings",
    }
    told = subprocess.run(
        [sys.executable, "-c", MADE], env=environment, check=True, capture_output=True
    ).stdout
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", "jejaring.web.wsgi", f"--bind={address}", "--threads=4"]
    with subprocess.Popen([*command, "--log-level=error"], env=environment) as server:
        try:
            for _ in range(300):
                try:
                    socket.create_connection(address.split(":"), 1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield address, *json.loads(told), server.pid
        finally:
            server.terminate()


def sent(address: str, session: str, listing: int, content: bytes) -> tuple[int, str]:
    """What the site says to a photograph."""
    edge = "----batas"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="photo"; filename="f.jpg"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
    line = http.client.HTTPConnection(address, timeout=60)
    cookies = f"sessionid={session}; csrftoken={TOKEN}"
    headers = {
        "Cookie": cookies,
        "X-CSRFToken": TOKEN,
        "Content-Type": f"multipart/form-data; boundary={edge}",
    }
    line.request("POST", f"/pasar/{listing}/foto/", body, headers)
    answer = line.getresponse()
    return answer.status, answer.read().decode()


def most_memory(server: int) -> int:
    """The most that a process of the server has held, in bytes."""
    peaks = [
        Path(f"/proc/{each.pid}/status").read_text().split("VmHWM:")[1].split()[0]
        for each in psutil.Process(server).children(recursive=True)
    ]
    return 1024 * max(map(int, peaks))


def test_large_broken_and_unfolding_files_are_told_beside_the_field(prepared_site, tmp_path):
    prepared_site.copied_to(tmp_path)
    with gunicorn(tmp_path) as (address, listing, session, server):
        large = photograph(95)
        assert 30 * MEGABYTE < len(large) < 40 * MEGABYTE
        for content, told in (
            (large, "Foto ini terlalu besar (3"),
            (bytes(30 * MEGABYTE), "Foto ini terlalu besar (30 MB)"),
            (bytes(130 * MEGABYTE), "Foto ini terlalu besar (130 MB)"),
            (os.urandom(5 * MEGABYTE), "bukan foto yang dapat dibaca"),
            (bomb(40_000, 40_000), "terlalu lebar atau tinggi"),
            (bomb(9_000, 9_000), "terlalu lebar atau tinggi"),
        ):
            status, page = sent(address, session, listing, content)
            assert status == 422
            assert told in page
            assert 'id="id_photo_error"' in page
        assert not [*tmp_path.rglob("*.jpg")]
        status, _page = sent(address, session, listing, photograph(20))
        assert status == 302
        assert len([*tmp_path.rglob("*.jpg")]) == 1
        assert most_memory(server) < MOST_MEMORY
