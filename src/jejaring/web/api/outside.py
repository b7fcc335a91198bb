"""Send something to an address that somebody else has given, and nowhere inside.

The name is looked up once, every address it stands for must lie in the public network, and the connection
goes to just that address: a name that answers otherwise the second time changes nothing. Redirections are
not followed.
"""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 10
MOST_READ = 1_000
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotOutside(ValueError):
    """The address does not lead to the public network, or is none."""


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Send it; the status that came back.

    Raises
    ------
    NotOutside
        When it may not be sent there.
    OSError, http.client.HTTPException
        When nothing sensible came back.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = address_outside(url)
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    connection.sock = socket.create_connection((address, port), timeout=SECONDS)
    try:
        if parts.scheme == "https":
            secure = ssl.create_default_context()
            connection.sock = secure.wrap_socket(connection.sock, server_hostname=host)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read(MOST_READ)
        return answer.status
    finally:
        connection.close()


def address_outside(url: str) -> str:
    """The address in the public network that the URL's name stands for.

    Raises
    ------
    NotOutside
        When one of the addresses it stands for lies elsewhere, or it is no https address.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError as fault:
        raise NotOutside(url) from fault
    anywhere = settings.WEBHOOKS_ANYWHERE
    if parts.scheme not in (("https", "http") if anywhere else ("https",)) or not parts.hostname:
        raise NotOutside(url)
    if parts.username or parts.password:
        raise NotOutside(url)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise NotOutside(parts.hostname) from fault
    addresses = [str(each[4][0]) for each in found]
    if not anywhere and not all(is_outside(address) for address in addresses):
        raise NotOutside(parts.hostname)
    return addresses[0]


def is_outside(text: str) -> bool:
    """Whether an address lies in the public network, whatever way it is written."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is not None or address in NAT64:
            return False  # a way round to an IPv4 address: nobody's real address
    return address.is_global and not address.is_multicast
