"""Debts cancelled around loops, written, and checked."""

from collections.abc import Sequence
from pathlib import Path

from jejaring.clearing import (
    Clearing,
    ClearingFault,
    Obligations,
    clear,
    read_clearing,
    read_obligations,
    summary_of,
    verify_clearing,
    write_clearing,
)
from jejaring.clearing.folder import check_replaceable
from jejaring.clearing.read import read_parties
from jejaring.cli.console import NOT_VERIFIED, Speaker
from jejaring.cli.work.background import in_background
from jejaring.cli.work.places import check_writable, named_as
from jejaring.language import format_money, format_percent


def clear_debts(
    speaker: Speaker,
    source: Path,
    out: Path,
    *,
    replace: bool,
    insolvent: Sequence[str],
    parties: Path | None,
) -> int:
    """Clear the obligations of a file into the folder `out`; the exit status."""
    check_replaceable(out.absolute(), replace=replace)
    check_writable(out)
    with speaker.progress() as told:
        told("read-debts", 0.0)
        known = None if parties is None else read_parties(parties)
        obligations = in_background(lambda: read_obligations(source, known))
        for party in insolvent:
            if party not in obligations.parties:
                raise ClearingFault("no-such-party", party=party)
        told("clear", 0.0)
        clearing = in_background(lambda: clear(obligations, insolvent))
        with named_as(out):
            write_clearing(obligations, clearing, out, replace=replace)
    _summarise(speaker, obligations, clearing, out)
    return 0


def _summarise(speaker: Speaker, obligations: Obligations, clearing: Clearing, out: Path) -> None:
    totals = summary_of(obligations, clearing)
    speaker.say(
        "clear-owed",
        gross=format_money(totals["gross"], speaker.language),
        debts=speaker.counted("debts", len(obligations)),
        parties=speaker.counted("parties", len(obligations.parties)),
    )
    speaker.say(
        "clear-cleared",
        cleared=format_money(totals["cleared"], speaker.language),
        share=format_percent(totals["share"], speaker.language, 1),
        debts=speaker.counted("debts", int((clearing.setoffs > 0).sum())),
    )
    speaker.say("clear-remains", rest=format_money(totals["gross"] - totals["cleared"], speaker.language))
    speaker.say("clear-written", folder=out)


def check_clearing(speaker: Speaker, source: Path, clearing: Path) -> int:
    """Verify the set-offs in a folder against the obligations of a file; the exit status."""
    obligations, written = in_background(lambda: (read_obligations(source), read_clearing(clearing)))
    verdict = in_background(lambda: verify_clearing(obligations, written))
    for check in verdict.checks:
        speaker.print(f"{'✓' if check.passed else '✗'} {check.say(speaker.language)}")
    if left_out := sorted(set(written.left_out) & set(obligations.parties)):
        speaker.say("clear-left-out", parties=", ".join(left_out))
    if not verdict:
        speaker.complain(speaker.phrase("verify-clearing-failed"))
        return NOT_VERIFIED
    speaker.say("verify-clearing-passed")
    return 0
