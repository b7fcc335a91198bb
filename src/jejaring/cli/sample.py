"""`jejaring sample`: a synthetic market of any size on real geography."""

from pathlib import Path
from typing import Annotated, Any

import typer

from jejaring.cli.console import Speaker
from jejaring.cli.values import number, one_of, whole_number

MOST_LISTINGS = 5_000_000
MOST_COOPERATIVES = 1_000_000
MOST_COMMODITIES = 10_000
MOST_MONTHS = 120
MOST_SHARE = 0.5
MOST_SEED = 2**63 - 1


def add_sample(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""
    numbers = speaker.phrase("number")

    def up_to(most: int, key: str, least: int = 1) -> Any:
        return typer.Option(
            help=speaker.phrase(key), metavar=numbers, parser=whole_number(speaker, least, most)
        )

    def share(key: str) -> Any:
        return typer.Option(help=speaker.phrase(key), metavar=numbers, parser=number(speaker, 0, MOST_SHARE))

    @app.command("sample", help=speaker.phrase("sample-help"))
    def run(
        out: Annotated[
            Path, typer.Option(help=speaker.phrase("sample-out-help"), metavar=speaker.phrase("market"))
        ],
        cooperatives: Annotated[int, up_to(MOST_COOPERATIVES, "sample-cooperatives-help")] = 200,
        listings: Annotated[int, up_to(MOST_LISTINGS, "sample-listings-help")] = 1000,
        commodities: Annotated[int, up_to(MOST_COMMODITIES, "sample-commodities-help")] = 40,
        months: Annotated[int, up_to(MOST_MONTHS, "sample-months-help")] = 1,
        stores: Annotated[float, share("sample-stores-help")] = 0.01,
        haulage: Annotated[float, share("sample-haulage-help")] = 0.0,
        seed: Annotated[int, up_to(MOST_SEED, "sample-seed-help", least=0)] = 0,
        form: Annotated[
            str | None,
            typer.Option(
                help=speaker.phrase("sample-form-help"),
                metavar="csv|xlsx|parquet",
                parser=one_of(speaker, ("csv", "xlsx", "parquet")),
            ),
        ] = None,
    ) -> None:
        from jejaring.cli.work.sample import Wish, make_sample

        wish = Wish(cooperatives, listings, commodities, months, seed, stores, haulage)
        raise typer.Exit(make_sample(speaker, wish, out, form))
