"""Many at once as NDJSON: the market, the register, one's own listings in."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import ValidationError as WrongShape

from jejaring.web.api.models import Answer, Scope
from jejaring.web.api.ndjson import CHUNK, LONGEST_LINE, MEDIA_TYPE, MOST_LINES, described, lines_of, streamed
from jejaring.web.api.problems import Problem, of_shape, of_validation
from jejaring.web.api.resources.listings import written
from jejaring.web.api.shapes.cooperatives import CooperativeOut
from jejaring.web.api.shapes.listings import ListingIn, ListingOut
from jejaring.web.api.tokens import anybody, reads, writes
from jejaring.web.cooperatives.directory import ORDER
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.models import Listing
from jejaring.web.trade.models.listing import own_cooperatives

router = Router(tags=["bulk"])
BODY = {
    "requestBody": {
        "required": True,
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
        "description": f"A `ListingIn` a line, at most {MOST_LINES:,} lines.",
    }
}


@router.get("/bulk/listings", auth=anybody, openapi_extra=described("A `ListingOut` a line."))
def market(request: HttpRequest) -> Any:
    """All open listings."""
    return streamed(_listings(Listing.objects.open_on(timezone.localdate())))


@router.get("/bulk/my-listings", auth=reads, openapi_extra=described("A `ListingOut` a line."))
def mine(request: HttpRequest) -> Any:
    """All listings of one's cooperatives, closed ones too."""
    return streamed(_listings(Listing.objects.filter(cooperative__in=own_cooperatives(request.user))))


@router.get("/bulk/cooperatives", auth=anybody, openapi_extra=described("A `CooperativeOut` a line."))
def register(request: HttpRequest) -> Any:
    """The whole register as everybody may see it, without facts."""
    rows = Cooperative.objects.filter(outside=False).order_by(*ORDER).iterator(chunk_size=CHUNK)
    return streamed(CooperativeOut.of(each, [], private=False) for each in rows)


@router.post(
    "/bulk/listings",
    auth=writes(Scope.TRADE),
    openapi_extra=BODY | described("For each line `line` and the `id` of its listing, or its `problem`."),
)
def take_in(request: HttpRequest) -> Any:
    """Write many listings down, each by itself: a line that is not right stops no other.

    With an Idempotency-Key each line is done once: after a broken connection send all of it again.
    """
    return streamed(_taken(request))


def _taken(request: HttpRequest) -> Iterator[dict[str, Any]]:
    for number, line in lines_of(request):
        if len(line) > LONGEST_LINE or number > MOST_LINES:
            yield {"line": number, "problem": Problem("too-large").told()}
            return
        try:
            yield {"line": number, "id": _once(request, number, line)}
        except Problem as problem:
            yield {"line": number, "problem": problem.told()}
        except ValidationError as fault:
            yield {"line": number, "problem": of_validation(fault).told()}
        except PermissionDenied:
            yield {"line": number, "problem": Problem("forbidden").told()}


def _once(request: HttpRequest, number: int, line: bytes) -> int:
    """The listing of a line; of a line that was done under the same key, the one made then."""
    try:
        said = ListingIn.model_validate_json(line)
    except WrongShape as fault:
        errors = [{**each, "loc": ("body", "said", *each["loc"])} for each in fault.errors()]
        raise of_shape(errors) from None
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        with transaction.atomic():
            return written(request, said).id
    mark, asked = f"{key[:80]}#{number}", hashlib.sha256(line).hexdigest()
    token = request.token  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            answer = Answer.objects.create(token=token, key=mark, asked=asked, status=201)
            made = written(request, said)
            answer.body = json.dumps({"id": made.id})
            answer.save()
            return made.id
    except IntegrityError:
        known = Answer.objects.filter(token=token, key=mark).first()
        if known is None or known.asked != asked:
            raise Problem(
                "other-request", _("Pakai Idempotency-Key lain untuk permintaan yang lain.")
            ) from None
        return int(json.loads(known.body)["id"])


def _listings(rows: Any) -> Iterator[ListingOut]:
    chosen = rows.select_related("cooperative").prefetch_related("photos").order_by("pk")
    return (ListingOut.of(each) for each in chosen.iterator(chunk_size=CHUNK))
