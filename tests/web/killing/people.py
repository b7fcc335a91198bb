"""The people of a site that is being killed, each with a browser without a window."""

import http.client
import random
import re
import uuid
from collections.abc import Callable
from urllib.parse import urlencode

from tests.web.killing.site import PATIENCE, TOKEN, Gone, Site

Confirmed = tuple[str, ...]
"""What was confirmed, the key of the record, and what else was said; it has to be true ever after."""
Act = Callable[[dict[str, "Browser"], random.Random], Confirmed | None]
SIGNERS = ("garut", "bandung", "tanner", "shop")
BROKEN = 500


def in_some_order(people: dict[str, "Browser"], chance: random.Random) -> list["Browser"]:
    """Those who sign: the first of them who finds something to do does it."""
    return [people[name] for name in chance.sample(SIGNERS, len(SIGNERS))]


class Browser:
    """One person signed in."""

    def __init__(self, site: Site, session: str) -> None:
        self.site = site
        self.cookie = f"sessionid={session}; csrftoken={TOKEN}"
        self.unsure: tuple[str, dict[str, object]] | None = None
        """A form that was sent and not answered: whether it was taken, its sender cannot know."""
        self.broken: list[str] = []
        """Pages that were answered with a fault of the site's own."""

    def get(self, path: str) -> str:
        """A page; empty when it is not there."""
        status, _where, body = self._ask("GET", path)
        return body.decode() if status == 200 else ""

    def followed(self, path: str) -> str:
        """The page to which an address leads."""
        _status, where, _body = self._ask("GET", path)
        return self.get(where) if where else ""

    def file(self, path: str) -> bytes:
        """A file; empty when it is not there."""
        status, _where, body = self._ask("GET", path)
        return body if status == 200 else b""

    def post(self, path: str, **fields: object) -> str:
        """Send a form; where it led, empty when it led nowhere. Bytes are a photograph."""
        status, where, _body = self._ask("POST", path, {"csrfmiddlewaretoken": TOKEN, **fields})
        return where if status == 302 else ""

    def post_surely(self, path: str, fields: dict[str, object]) -> str:
        """Send a form that carries a token; when nothing comes back it is kept, to be sent again."""
        self.unsure = (path, fields)
        led = self.post(path, **fields)
        self.unsure = None
        return led

    def _ask(self, method: str, path: str, fields: dict | None = None) -> tuple[int, str, bytes]:
        asking = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=PATIENCE)
        kind, body = _encoded(fields) if fields else ("", None)
        try:
            asking.request(method, path, body, {"Cookie": self.cookie, "Content-Type": kind})
            answer = asking.getresponse()
            status, where, content = answer.status, answer.getheader("Location", ""), answer.read()
        except (OSError, http.client.HTTPException) as fault:
            raise Gone from fault
        finally:
            asking.close()
        if status >= BROKEN:
            self.broken.append(f"{method} {path}: {status}")
        return status, where, content


def _encoded(fields: dict[str, object]) -> tuple[str, bytes]:
    """What a browser sends: content type and body."""
    if not any(isinstance(value, bytes) for value in fields.values()):
        return "application/x-www-form-urlencoded", urlencode(fields, doseq=True).encode()
    border = uuid.uuid4().hex
    body = b""
    for name, value in fields.items():
        body += f'--{border}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        if isinstance(value, bytes):
            body += b'; filename="foto.jpg"\r\nContent-Type: image/jpeg\r\n\r\n' + value
        else:
            body += f"\r\n\r\n{value}".encode()
        body += b"\r\n"
    return f"multipart/form-data; boundary={border}", body + f"--{border}--\r\n".encode()


def version_in(page: str, path: str = "") -> str:
    """What the page's forms, or its form that is sent to `path`, say they have seen."""
    form = page.partition(f'action="{path}"')[2] if path else page
    return value_in(form, "version")


def value_in(page: str, name: str) -> str:
    """What the first hidden field of that name holds."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    return found[1] if found else ""


def chosen_in(page: str, name: str) -> str:
    """What is chosen in the list of that name."""
    options = page.partition(f'<select name="{name}"')[2].partition("</select>")[0]
    found = re.search(r'value="([^"]*)"[^>]* selected', options)
    return found[1] if found else ""


def ticked_in(page: str, name: str) -> list[str]:
    """What is ticked of the boxes of that name."""
    return re.findall(rf'name="{name}" value="([^"]*)"[^>]* checked', page)
