"""Whether a step may be taken, and by which cooperative: what all actions ask before they write."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import has_second_factor
from jejaring.web.cooperatives.models import Membership
from jejaring.web.trade.actions.errors import ChangedMeanwhile, NotAllowed


class NotYours(NotAllowed):
    """The step is for other people than this one."""


def allowed_step(table: Mapping[tuple[str, str], Any], verb: Any, record: Any, version: int) -> Any:
    """The table's row for the step, on the record as it is now.

    Raises
    ------
    ChangedMeanwhile
        When the person saw another version of it.
    NotAllowed
        When the step is not taken in its state.
    """
    allowed = table.get((verb, record.state))
    if allowed is not None and record.version == version:
        return allowed
    if record.version != version:
        raise ChangedMeanwhile
    raise NotAllowed(
        _("%(record)s: langkah “%(verb)s” tidak dapat diambil karena keadaannya “%(state)s”.")
        % {"record": record, "verb": verb.label, "state": record.get_state_display()}
    )


def acting(
    actor: Any, cooperatives: Iterable[int], *, signs: bool, reason: str | None = None
) -> tuple[int, str]:
    """The cooperative among these for which the person takes the step, and in which role.

    Raises
    ------
    NotYours
        When the person acts for none of them; or may not sign, or has no second factor, where it signs.
    NotAllowed
        When no reason is given where one is asked (`reason` is None where none is).
    """
    roles = dict(
        Membership.objects.of(actor)
        .filter(cooperative__in=list(cooperatives))
        .order_by("pk")
        .values_list("cooperative", "role")
    )
    if not roles:
        raise NotYours(_("Langkah ini bukan giliran koperasi Anda."))
    if signs:
        roles = {one: role for one, role in roles.items() if role in Membership.SIGNING}
        if not roles:
            raise NotYours(_("Hanya ketua atau bendahara yang dapat menandatangani ini."))
        if not has_second_factor(actor):
            raise NotYours(_("Pasang pengaman kedua dahulu: tanpa itu Anda tidak dapat menandatangani."))
    if reason is not None and not reason.strip():
        raise NotAllowed(_("Tuliskan alasannya."))
    return next(iter(roles.items()))
