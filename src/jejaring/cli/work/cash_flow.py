"""A cooperative's gap before and after clearing, in lines, as a picture and as a table."""

from datetime import date
from pathlib import Path

from jejaring.clearing import clear, read_obligations
from jejaring.cli.console import Speaker
from jejaring.cli.work.background import in_background
from jejaring.cli.work.places import check_writable, named_as
from jejaring.finance import Closing, cash_flow, close_gap, movements_of_obligations, setoffs_of
from jejaring.language import format_money
from jejaring.report.cash_chart import cash_chart


def tell_cash_flow(
    speaker: Speaker, source: Path, party: str, cash: int, start: date, out: Path | None
) -> int:
    """Tell the gap of a party and what clearing makes of it; a picture or table to `out`; the exit status."""
    if out is not None:
        check_writable(out)
    with speaker.progress() as told:
        told("read-debts", 0.0)
        obligations = in_background(lambda: read_obligations(source))
        flow = cash_flow(movements_of_obligations(obligations, party), start, cash)
        told("clear", 0.0)
        clearing = in_background(lambda: clear(obligations))
    closing = close_gap(flow, setoffs=setoffs_of(obligations, clearing, party))
    _tell(speaker, party, closing)
    if out is not None:
        with named_as(out):
            if out.suffix.lower() == ".svg":
                picture = cash_chart(flow, speaker.language, after=closing.flow, change="cleared", name=party)
                out.write_text(picture, encoding="utf-8")
            else:
                out.write_text(flow.table().write_csv(), encoding="utf-8")
        speaker.say("cash-flow-written", path=out)
    return 0


def _tell(speaker: Speaker, party: str, closing: Closing) -> None:
    today, cleared = closing.steps[0], closing.steps[1]
    language = speaker.language
    day, lowest = today.flow.lowest
    speaker.say("cash-flow-lowest", party=party, lowest=format_money(lowest, language), day=day)
    if not today.flow.gap:
        speaker.say("cash-flow-enough")
        return
    until = today.flow.short_until
    speaker.say(
        "cash-flow-gap" if until else "cash-flow-gap-open",
        gap=format_money(today.flow.gap, language),
        begin=today.flow.short_from,
        until=until,
    )
    speaker.say(
        "cash-flow-cleared" if cleared.closed >= 0 else "cash-flow-widened",
        closed=format_money(abs(cleared.closed), language),
    )
    speaker.say("cash-flow-rest", rest=format_money(closing.to_finance, language))
