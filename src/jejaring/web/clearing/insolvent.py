"""Which cooperatives are in insolvency on a day."""

from datetime import date

from jejaring.web.clearing.models import Insolvency


def insolvent_on(day: date) -> set[int]:
    """Keys of those of whom it was said, and not taken back by that day."""
    said = Insolvency.objects.filter(since__lte=day).order_by("since", "pk")
    last = dict(said.values_list("cooperative", "insolvent"))
    return {cooperative for cooperative, insolvent in last.items() if insolvent}
