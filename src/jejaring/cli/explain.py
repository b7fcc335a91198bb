"""`jejaring explain`: what became of one listing, and why."""

from pathlib import Path
from typing import Annotated

import typer

from jejaring.cli.console import BAD_INPUT, Speaker
from jejaring.geography import region_name
from jejaring.language import format_money, format_month, format_quantity
from jejaring.market import Market
from jejaring.planning import Plan, what_became_of
from jejaring.planning.answers import Answer, UnknownListing


def add_explain(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    @app.command("explain", help=speaker.phrase("explain-help"))
    def run(
        market: Annotated[
            Path, typer.Argument(help=speaker.phrase("market-help"), metavar=speaker.phrase("market"))
        ],
        plan: Annotated[
            Path, typer.Argument(help=speaker.phrase("plan-folder-help"), metavar=speaker.phrase("plan"))
        ],
        listing: Annotated[
            str, typer.Argument(help=speaker.phrase("listing-help"), metavar=speaker.phrase("listing"))
        ],
    ) -> None:
        source, proposal = Market.read(market), Plan.read(plan)
        if proposal.market_hash != source.hash:
            speaker.complain(speaker.phrase("explain-other-market"))
            raise typer.Exit(BAD_INPUT)
        try:
            answer = what_became_of(source, proposal, listing)
        except UnknownListing as error:
            near = ", ".join(error.nearest) or "-"
            speaker.complain(speaker.phrase("explain-unknown", listing=listing, nearest=near))
            raise typer.Exit(BAD_INPUT) from error
        _tell(speaker, answer)


def _tell(speaker: Speaker, answer: Answer) -> None:
    """The answer in sentences, then its trades and the needs behind them."""
    language, row = speaker.language, answer.listing
    own = float(row["price"])  # type: ignore[arg-type]
    quantity = float(row["quantity"])  # type: ignore[arg-type]
    speaker.say(
        f"explain-what-{answer.kind}",
        listing=row["id"],
        cooperative=answer.cooperative,
        quantity=format_quantity(quantity, answer.unit, language),
        subject=row.get("commodity") or row.get("recipe") or f"{row['origin']} → {row['destination']}",
        price=format_money(own, language, 2),
        unit=answer.unit,
    )
    worth = format_money(max(answer.worth, 0.0), language, 2)
    if answer.used <= 0:
        key = "explain-unused-need" if answer.kind == "needs" else "explain-unused"
        speaker.say(key, worth=worth, unit=answer.unit)
        return
    speaker.say("explain-used", used=format_quantity(answer.used, answer.unit, language))
    speaker.say("explain-gain", gain=format_money(answer.gain, language), worth=worth, unit=answer.unit)
    speaker.say("explain-trades")
    for trade in answer.trades.iter_rows(named=True):
        month = trade["period"]
        speaker.say(
            "explain-trade",
            trade=trade["trade"],
            month="" if month == "all" else format_month(month, language),
            quantity=format_quantity(trade["quantity"], "", language).strip(),
            commodity=trade["commodity"],
            seller=trade["seller"],
            buyer=trade["buyer"],
            origin=region_name(trade["origin"]),
            destination=region_name(trade["destination"]),
            price=format_money(trade["price_origin"], language, 2),
            freight=format_money(trade["freight"], language, 2),
            delivered=format_money(trade["price_delivered"], language, 2),
        )
    if answer.kind != "needs":
        speaker.say("explain-needs", needs=", ".join(answer.served["need"]))
