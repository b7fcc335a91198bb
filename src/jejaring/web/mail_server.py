"""The server that e-mail goes out by, as the environment says it in one line."""

import os
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465, "smtp-plain": 25}


@dataclass(frozen=True)
class MailServer:
    """Where it is and how it is spoken to."""

    host: str
    port: int
    user: str
    password: str
    starttls: bool
    """Whether TLS is demanded before anything else is said."""
    tls: bool
    """Whether the connection is TLS from its start."""


def mail_server() -> MailServer:
    """That of JEJARING_SMTP, as `smtp://user:password@host:587`; not set: this machine's, port 25, no TLS.

    `smtp` demands TLS by STARTTLS, `smtps` speaks it from the start, `smtp-plain` has none.

    Raises
    ------
    ValueError
        When it is no such address. It holds a password, so it is not told.
    """
    said = urlsplit(os.environ.get("JEJARING_SMTP", "").strip() or "smtp-plain://localhost")
    try:
        port = said.port or PORTS.get(said.scheme)
    except ValueError:
        port = None
    if port is None or said.scheme not in PORTS or not said.hostname or said.path.strip("/"):
        raise ValueError("JEJARING_SMTP: use smtp://user:password@host:587 or smtps://user:password@host:465")
    return MailServer(
        host=said.hostname,
        port=port,
        user=unquote(said.username or ""),
        password=unquote(said.password or ""),
        starttls=said.scheme == "smtp",
        tls=said.scheme == "smtps",
    )
