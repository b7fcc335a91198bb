"""Who may see the figures of which territory. Those of the whole country are everybody's."""

from typing import Any

import rules

from jejaring.web.cooperatives.models import Territory
from jejaring.web.cooperatives.rules import coordinates_region
from jejaring.web.national.cells import REGENCY

SEE = "national.see_territory"


@rules.predicate
def sees_territory(person: Any, code: str | None) -> bool:
    """A coordinator of it; figures end at regencies, so whoever coordinates a part of one sees that one."""
    if code is None:
        return False
    parts = Territory.objects.filter(person=person, ended=None, region__startswith=f"{code}.")
    return coordinates_region(person, code) or (len(code) == REGENCY and parts.exists())


rules.add_perm(SEE, rules.is_authenticated & sees_territory)
