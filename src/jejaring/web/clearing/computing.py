"""Work out in the background what a clearing round cancels, prove it, and write it down.

A run may be cut off anywhere and begun again. It writes only while its claim stands: an answer that comes
meanwhile gives the round another claim and another run.
"""

import logging
import tempfile
import zipfile
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jejaring.clearing import Clearing, Obligations, Verdict, clear, verify_clearing, write_clearing
from jejaring.clearing.clear import remaining_of
from jejaring.clearing.folder import Written, summary_of
from jejaring.web.clearing.actions.taking import locked, step
from jejaring.web.clearing.debts import debts_of
from jejaring.web.clearing.models import ClearingRound, PlannedSetOff
from jejaring.web.clearing.steps import Verb
from jejaring.web.common import audit

LOG = logging.getLogger("jejaring.clearing")
CHUNK = 2000


class Unproven(Exception):
    """The set-offs did not verify: a fault of the program, after which nothing is written."""


def run(key: int, claim: str) -> None:
    """Compute the round, unless another computation is wanted by now.

    Raises
    ------
    Unproven
    """
    round = ClearingRound.objects.get(pk=key)
    if not _wanted(round, claim):
        return
    debts, owed = debts_of(round, timezone.localdate())
    found = clear(debts)
    if not (verdict := verdict_of(debts, found)):
        raise Unproven([check.name for check in verdict.checks if not check.passed])
    _write_files(round, debts, found)
    _write(round, claim, debts, found, owed)


def verdict_of(debts: Obligations, found: Clearing) -> Verdict:
    """What the independent check says of set-offs that are not in files yet."""
    table = debts.table.select("id").with_columns(amount=found.setoffs)
    written = Written(
        table, remaining_of(debts, found), found.potentials, found.left_out, summary_of(debts, found)
    )
    return verify_clearing(debts, written)


def _wanted(round: ClearingRound, claim: str) -> bool:
    return round.state == ClearingRound.State.COMPUTING and round.claim == claim


@transaction.atomic
def _write(
    round: ClearingRound, claim: str, debts: Obligations, found: Clearing, owed: dict[int, int]
) -> None:
    current = locked(round)
    if not _wanted(current, claim):
        LOG.info("clearing round %s is computed by another", current.pk)
        return
    current.planned.all().delete()
    keys = debts.table["id"].cast(int).to_list()
    rows = [
        PlannedSetOff(round=current, obligation_id=key, before=owed[key], amount=amount)
        for key, amount in zip(keys, found.setoffs.tolist(), strict=True)
        if amount
    ]
    PlannedSetOff.objects.bulk_create(rows, batch_size=CHUNK)
    reason = current.reason
    step(current, Verb.COMPUTED, actor=None, version=None)
    current.reason, current.computed = reason, timezone.now()
    current.debts, current.parties = len(debts), len(debts.parties)
    current.gross, current.cleared = debts.gross, found.cleared
    current.save()
    audit.record(
        "clearing.computed", current, actor=None, debts=len(debts), gross=debts.gross, cleared=found.cleared
    )


def _write_files(round: ClearingRound, debts: Obligations, found: Clearing) -> None:
    """The debts and their clearing as `jejaring verify-clearing` reads them, in one file."""
    root = Path(settings.PLANS_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root, prefix=".clearing-") as beside:
        folder, packed = Path(beside) / "clearing", Path(beside) / "clearing.zip"
        write_clearing(debts, found, folder)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("obligations.csv", debts.table.write_csv())
            for file in sorted(folder.iterdir()):
                archive.write(file, f"clearing/{file.name}")
        packed.replace(round.archive)
