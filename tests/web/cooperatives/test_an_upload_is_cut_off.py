"""The line is cut while a register file is being sent: nothing of it stays, and it can be sent again."""

import socket
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from jejaring.web.cooperatives.models import RegisterImport

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = "c" * 32
EDGE = "batas"
FILE = "Nama Koperasi;Kab/Kota\n" + "Koperasi Contoh;Kabupaten Bandung\n" * 20_000


def sent(site, session, share):
    """The status of the answer to so much of the form; none when the line was cut."""
    parts = {"csrfmiddlewaretoken": TOKEN, "source": "ODS Contoh", "as_of": "2025-12-31"}
    said = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{text}' for name, text in parts.items()]
    said.append(f'Content-Disposition: form-data; name="file"; filename="r.csv"\r\n\r\n{FILE}')
    body = "".join(f"--{EDGE}\r\n{one}\r\n" for one in said) + f"--{EDGE}--\r\n"
    head = (
        f"POST /koperasi/impor/ HTTP/1.1\r\nHost: {urlsplit(site).netloc}\r\nConnection: close\r\n"
        f"Cookie: sessionid={session}; csrftoken={TOKEN}\r\nContent-Length: {len(body)}\r\n"
        f"Content-Type: multipart/form-data; boundary={EDGE}\r\n\r\n"
    )
    with socket.create_connection((urlsplit(site).hostname, urlsplit(site).port), timeout=30) as line:
        line.sendall((head + body[: int(share * len(body))]).encode())
        if share < 1:
            line.shutdown(socket.SHUT_WR)
        return line.makefile("rb").readline().split()[1:2]


def test_nothing_of_it_stays_and_it_can_be_sent_again(live_server, coordinator, as_person):
    session = as_person(coordinator()).cookies["sessionid"].value
    before = {*settings.MEDIA_ROOT.rglob("*")}
    assert sent(live_server.url, session, 0.6) != [b"302"]
    assert not RegisterImport.objects.exists()
    assert {one for one in settings.MEDIA_ROOT.rglob("*") if one.is_file()} <= before
    assert sent(live_server.url, session, 1) == [b"302"]
    assert RegisterImport.objects.get().rows == 20_000
