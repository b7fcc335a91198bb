"""National figures of the small network: one release, of one territory and another."""

from tests.web.national.world import cell, kept

from jejaring.planning.scopes import SCOPES
from jejaring.web.national.models import RoundPicture
from jejaring.web.rounds.models import Attempt


def figured(attempt: Attempt) -> dict[str, dict[str, int | str]]:
    """Make it; what stands in the addresses of its pages and files."""
    made = kept([cell("32.04"), cell("51.04")])
    way = {"from": ["32"], "to": ["32", "51"], "trades": 9, "value": 4_000_000, "freight": 0, "tonnes": 0.5}
    scopes = [{"scope": scope, "surplus": 1_000_000, "needs": 5} for scope in SCOPES]
    RoundPicture.objects.create(round=attempt.round, attempt=attempt, ways=[way], scopes=scopes)
    return {
        "national:territory": {"code": "32"},
        "national:data-file": {"name": "provinsi", "form": "csv"},
        "national:round": {"pk": attempt.round_id},
        "national:report": {"quarter": made.quarter, "form": "pdf"},
    }
