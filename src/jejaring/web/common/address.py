"""Where the site listens on this machine."""

import socket

TRIED = 20


def free_address(wanted: str) -> str:
    """`host:port` as wanted, or with the next port that nobody listens on.

    Raises
    ------
    ValueError
        When it is no address, or none of the next ports is free.
    """
    host, _, port = wanted.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()):
        raise ValueError(f"{wanted}: bukan alamat seperti 127.0.0.1:8000")
    for number in range(int(port), int(port) + TRIED):
        with socket.socket(socket.AF_INET6 if host.startswith("[") else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host.strip("[]"), number))
            except OSError:
                continue
        return f"{host}:{number}"
    raise ValueError(f"{wanted}: tidak ada yang bebas di antara {TRIED} nomor port mulai dari situ")
