"""`jejaring kur`: which people's business credit of a day fits, and why."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from jejaring.cli.console import BAD_INPUT, Speaker
from jejaring.cli.values import calendar_day, one_of, whole_number

MOST_RUPIAH = 2**53 - 1
MOST_MONTHS = 600
APPLICANTS = {
    "anggota": "member",
    "kelompok": "group",
    "koperasi": "cooperative",
    "member": "member",
    "group": "group",
    "cooperative": "cooperative",
}
PURPOSES = {
    "modal-kerja": "working-capital",
    "investasi": "investment",
    "working-capital": "working-capital",
    "investment": "investment",
}
SECTORS = {"tani": "farm", "lain": "other", "farm": "farm", "other": "other"}
FACTS = {
    "npwp": "npwp",
    "nib": "business-letter",
    "bebas-kredit": "no-commercial-credit",
    "perjanjian": "agreement",
    "anggota-kelompok": "group-member",
    "surat-kelompok": "group-letter",
    "sikp": "registered",
    "tanggung-renteng": "joint-liability",
    "klaster": "cluster",
    "agunan": "collateral",
    "bencana": "disaster",
    "padat-karya": "labour-intensive",
    "no-credit": "no-commercial-credit",
    "agreement": "agreement",
    "group-member": "group-member",
    "group-letter": "group-letter",
    "joint-liability": "joint-liability",
    "cluster": "cluster",
    "collateral": "collateral",
    "disaster": "disaster",
    "labour-intensive": "labour-intensive",
}
"""Words for what is so or is not, in both languages, and what the assessment calls it."""


def add_kur(app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    def whole(key: str, least: int, most: int, metavar: str) -> Any:
        return typer.Option(
            help=speaker.phrase(f"kur-{key}-help"),
            metavar=speaker.phrase(metavar),
            parser=whole_number(speaker, least, most),
        )

    def word(key: str, choices: dict[str, str]) -> Any:
        return typer.Option(
            help=speaker.phrase(f"kur-{key}-help"),
            metavar=speaker.phrase("word"),
            parser=one_of(speaker, tuple(choices)),
        )

    def text(key: str, metavar: str) -> Any:
        return typer.Option(help=speaker.phrase(f"kur-{key}-help"), metavar=speaker.phrase(metavar))

    @app.command("kur", help=speaker.phrase("kur-help"))
    def run(
        amount: Annotated[int, whole("amount", 1, MOST_RUPIAH, "rupiah")],
        purpose: Annotated[str, word("purpose", PURPOSES)],
        applicant: Annotated[str, word("applicant", APPLICANTS)],
        day: Annotated[
            date | None,
            typer.Option(
                "--date",
                help=speaker.phrase("kur-date-help"),
                metavar=speaker.phrase("day"),
                parser=calendar_day(speaker),
            ),
        ] = None,
        months: Annotated[int | None, whole("months", 1, MOST_MONTHS, "number")] = None,
        members: Annotated[int | None, whole("members", 1, MOST_RUPIAH, "number")] = None,
        agreement: Annotated[str, text("agreement", "reference")] = "",
        business_months: Annotated[int | None, whole("business-months", 0, MOST_RUPIAH, "number")] = None,
        accesses: Annotated[int | None, whole("accesses", 0, MOST_RUPIAH, "number")] = None,
        sector: Annotated[str | None, word("sector", SECTORS)] = None,
        turnover: Annotated[int | None, whole("turnover", 0, MOST_RUPIAH, "rupiah")] = None,
        workers: Annotated[int | None, whole("workers", 0, MOST_RUPIAH, "number")] = None,
        province: Annotated[str | None, text("province", "code")] = None,
        has: Annotated[list[str] | None, word("has", FACTS)] = None,
        lacks: Annotated[list[str] | None, word("lacks", FACTS)] = None,
        rules: Annotated[Path | None, text("rules", "folder")] = None,
        out: Annotated[Path | None, text("out", "file")] = None,
    ) -> None:
        from jejaring.cli.work.kur import tell_kur
        from jejaring.finance.kur import Applicant

        there = {FACTS[name] for name in has or []}
        absent = {FACTS[name] for name in lacks or []}
        both = [name for name in lacks or [] if FACTS[name] in there]
        if both:
            speaker.complain(speaker.phrase("kur-both", words=", ".join(both)))
            raise typer.Exit(BAD_INPUT)
        who = Applicant(
            APPLICANTS[applicant],
            members=members,
            business_months=business_months,
            accesses=accesses,
            sector=None if sector is None else SECTORS[sector],
            turnover=turnover,
            workers=workers,
            province=province,
            agreement=agreement,
            facts=dict.fromkeys(there, True) | dict.fromkeys(absent, False),
        )
        asked = day or date.today()
        raise typer.Exit(tell_kur(speaker, who, amount, PURPOSES[purpose], asked, months, rules, out))
