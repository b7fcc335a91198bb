"""`jejaring sample`: a synthetic market of any size on real geography."""

from pathlib import Path
from typing import Annotated

import typer

from jejaring.cli.console import BAD_INPUT, Speaker
from jejaring.language import format_number
from jejaring.market import build_market
from jejaring.market.sample import sample_market
from jejaring.market.write import Form


def add_sample(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    @app.command("sample", help=speaker.phrase("sample-help"))
    def run(
        out: Annotated[
            Path, typer.Option(help=speaker.phrase("sample-out-help"), metavar=speaker.phrase("market"))
        ],
        cooperatives: Annotated[
            int, typer.Option(help=speaker.phrase("sample-cooperatives-help"), min=1)
        ] = 200,
        listings: Annotated[int, typer.Option(help=speaker.phrase("sample-listings-help"), min=1)] = 1000,
        commodities: Annotated[int, typer.Option(help=speaker.phrase("sample-commodities-help"), min=1)] = 40,
        months: Annotated[int, typer.Option(help=speaker.phrase("sample-months-help"), min=1, max=120)] = 1,
        stores: Annotated[
            float, typer.Option(help=speaker.phrase("sample-stores-help"), min=0, max=0.5)
        ] = 0.01,
        haulage: Annotated[
            float, typer.Option(help=speaker.phrase("sample-haulage-help"), min=0, max=0.5)
        ] = 0.0,
        seed: Annotated[int, typer.Option(help=speaker.phrase("sample-seed-help"), min=0)] = 0,
        form: Annotated[Form | None, typer.Option(help=speaker.phrase("sample-form-help"))] = None,
    ) -> None:
        if out.is_file() or (out.is_dir() and any(out.iterdir())):
            speaker.complain(speaker.phrase("sample-exists", path=out))
            raise typer.Exit(BAD_INPUT)
        frames = sample_market(
            cooperatives, listings, commodities, months, seed, stores=stores, haulage=haulage
        )
        market = build_market(frames)
        market.write(out, form)
        speaker.say(
            "sample-written", listings=format_number(market.listing_count, speaker.language), path=out
        )
