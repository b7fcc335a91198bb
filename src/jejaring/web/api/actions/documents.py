"""Take what a document says, by the verbs of those whom it concerns, and remember that it was taken."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from jejaring.web.agreements.actions import agreements
from jejaring.web.agreements.models import Agreement
from jejaring.web.api.models import Taken
from jejaring.web.api.valueflows.names import mark_of
from jejaring.web.common import audit
from jejaring.web.trade.actions.errors import ChangedMeanwhile

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def take(*, actor: Any, mark: str, said: str, verb: Callable[[], Row]) -> Row:
    """What `verb` writes, once for each mark.

    Parameters
    ----------
    actor : Person
        Who sent the document; `verb` asks whether they may.
    mark : str
        What the thing is known by from now on.
    said : str
        Its id in the document.

    Raises
    ------
    ChangedMeanwhile
        When somebody has taken the same thing at this moment.
    """
    made = verb()
    try:
        with transaction.atomic():
            Taken.objects.create(mark=mark, key=made.pk)
    except IntegrityError:
        raise ChangedMeanwhile from None
    audit.record("document.taken", made, actor=actor, said=said[:200])
    return made


@transaction.atomic
def take_agreement(
    *, actor: Any, mark: str, said: str, orders: Sequence[str], draft: Mapping[str, Any]
) -> Agreement:
    """An agreement drafted and proposed to all parties; nobody has signed it yet.

    Parameters
    ----------
    orders : sequence of str
        What the document calls its promises, by the number of their lines.
    draft : mapping
        What `agreements.draft` is given.
    """

    def proposed() -> Agreement:
        made = agreements.draft(actor=actor, **draft)
        return agreements.propose(actor=actor, agreement=made, version=made.version)

    made = take(actor=actor, mark=mark, said=said, verb=proposed)
    Taken.objects.bulk_create(
        Taken(mark=mark_of(ref, None, made.pk), key=number) for number, ref in enumerate(orders, start=1)
    )
    return made
