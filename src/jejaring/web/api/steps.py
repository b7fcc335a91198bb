"""Steps taken with one thing, as signed, received, paid: each an endpoint that calls the verb of its page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from jejaring.web.api.etags import IfMatch, demand_seen
from jejaring.web.api.fields import Key, Reason, found
from jejaring.web.api.models import Scope
from jejaring.web.api.paging import After, Limit, page_of
from jejaring.web.api.problems import of_form
from jejaring.web.api.tokens import Bearer, guarded, reads, writes
from jejaring.web.trade.forms.proposal import ReasonForm
from jejaring.web.trade.views.access import demand


@dataclass(frozen=True)
class Thing:
    """Something that steps are taken with."""

    name: str
    """What its verbs call it."""
    path: str
    rows: Callable[[Any], Any]
    """Those that a person may see."""
    shape: type[Schema]
    scope: Scope
    along: tuple[str, ...] = ()
    """What its shape tells of other tables: read for all rows of a page at once."""

    def seen(self, request: HttpRequest, key: int, if_match: str | None) -> Any:
        """It, for somebody who may see it and has seen it as it is now."""
        thing = found(self.rows(request.user), key)
        demand_seen(if_match, self.shape.from_orm(thing))
        return thing

    def shown(self, request: HttpRequest, key: int) -> Any:
        """It, as it is now, to be told in its shape."""
        return found(self.told_of(request.user), key)

    def told_of(self, person: Any) -> Any:
        """Those that a person may see, with all that is told of them."""
        return self.rows(person).prefetch_related(*self.along)


def listed(router: Router, thing: Thing, page: type[Schema], words: str, *, auth: Bearer = reads) -> None:
    """Endpoints that tell all of them, a page at a time, and one."""

    def all_of_them(request: HttpRequest, after: After = "", limit: Limit = 50) -> Any:
        rows, following = page_of(thing.told_of(request.user), after, limit)
        return {"items": rows, "next": following}

    def one(request: HttpRequest, id: Key) -> Any:
        return thing.shown(request, id)

    name = thing.path.strip("/").replace("/", "_")
    router.get(thing.path, auth=auth, response=page, operation_id=f"list_{name}", summary=words)(all_of_them)
    router.get(
        f"{thing.path}/{{id}}",
        auth=auth,
        response=thing.shape,
        operation_id=f"read_{name}",
        summary="One of them.",
    )(one)


def step(
    router: Router,
    thing: Thing,
    name: str,
    verb: Callable[..., Any],
    words: str,
    *,
    reason: bool = False,
    signs: bool = False,
    permission: str = "",
) -> None:
    """An endpoint that takes a step.

    Parameters
    ----------
    reason : bool
        Whether one is asked for.
    signs : bool
        Whether its page asks for a second factor.
    permission : str
        What its page asks before the verb asks again.
    """

    def take(request: HttpRequest, key: int, if_match: str | None, said: Reason | None = None) -> Any:
        if signs:
            guarded(request)
        present = thing.seen(request, key, if_match)
        if permission:
            demand(request, permission, present)
        more = {"reason": _reason(said)} if said is not None else {}
        verb(actor=request.user, version=present.version, **{thing.name: present}, **more)
        return thing.shown(request, key)

    def with_reason(request: HttpRequest, id: Key, said: Reason, if_match: IfMatch = None) -> Any:
        return take(request, id, if_match, said)

    def without(request: HttpRequest, id: Key, if_match: IfMatch = None) -> Any:
        return take(request, id, if_match)

    subject = thing.path.strip("/").replace("/", "_")
    router.post(
        f"{thing.path}/{{id}}/{name}",
        auth=writes(thing.scope),
        response=thing.shape,
        operation_id=f"{name.replace('-', '_')}_{subject}",
        summary=words,
    )(with_reason if reason else without)


def _reason(said: Reason) -> str:
    form = ReasonForm(said.dict())
    if not form.is_valid():
        raise of_form(form)
    return str(form.cleaned_data["reason"])
