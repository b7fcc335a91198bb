"""The command line as a whole: its language, its commands, and what becomes of errors."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer import rich_utils

from jejaring import __version__
from jejaring.cli.console import BAD_INPUT, Speaker
from jejaring.cli.explain import add_explain
from jejaring.cli.plan import add_plan
from jejaring.cli.sample import add_sample
from jejaring.cli.verify import add_verify
from jejaring.language import LANGUAGES, Language, language_of_environment, parse_language
from jejaring.market import MarketFaults
from jejaring.planning import NotSolved, PlanFault

FAULTS_SHOWN = 50  # of a market; the rest are counted


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command with `arguments` (left out, those of the process) and exit with its status."""
    language, rest = _take_language(list(sys.argv[1:] if arguments is None else arguments))
    speaker = Speaker(language or language_of_environment())
    if language is None and "--lang" in rest:
        speaker.complain(speaker.phrase("unknown-language", languages=", ".join(LANGUAGES)))
        sys.exit(BAD_INPUT)
    try:
        build_app(speaker)(rest, prog_name="jejaring")
    except MarketFaults as error:
        _tell_faults(speaker, error)
        sys.exit(BAD_INPUT)
    except PlanFault as error:
        speaker.complain(error.say(speaker.language))
        sys.exit(BAD_INPUT)
    except NotSolved as error:
        speaker.complain(speaker.phrase("not-solved", why=error))
        sys.exit(BAD_INPUT)
    except OSError as error:
        speaker.complain(speaker.phrase("system", file=error.filename or "", why=error.strerror or error))
        sys.exit(BAD_INPUT)
    except KeyboardInterrupt:
        speaker.complain(speaker.phrase("interrupted"))
        sys.exit(130)


def build_app(speaker: Speaker) -> typer.Typer:
    """All commands, with their help in the speaker's language."""
    for title in ("OPTIONS", "ARGUMENTS", "COMMANDS", "ERRORS"):
        setattr(rich_utils, f"{title}_PANEL_TITLE", speaker.phrase(f"panel-{title.lower()}"))
    app = typer.Typer(
        help=speaker.phrase("help"),
        epilog=speaker.phrase("epilog"),
        rich_markup_mode="markdown",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    def show_version(wanted: bool) -> None:
        if wanted:
            speaker.out.print(f"jejaring {__version__}")
            raise typer.Exit

    @app.callback()
    def common(
        lang: Annotated[str, typer.Option(help=speaker.phrase("help-lang"))] = speaker.language,
        version: Annotated[
            bool,
            typer.Option(
                "--version", help=speaker.phrase("help-version"), callback=show_version, is_eager=True
            ),
        ] = False,
    ) -> None:
        """What every command shares; the language was taken out before."""

    for add in (add_plan, add_verify, add_explain, add_sample):
        add(app, speaker)
    return app


def _take_language(arguments: list[str]) -> tuple[Language | None, list[str]]:
    """Take `--lang X` out of the arguments, wherever it stands; left in where X is no language."""
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            language = parse_language(arguments[index + 1])
            return language, arguments if language is None else arguments[:index] + arguments[index + 2 :]
        if argument.startswith("--lang="):
            language = parse_language(argument.removeprefix("--lang="))
            rest = arguments[:index] + arguments[index + 1 :]
            return language, rest if language else ["--lang", *rest]
    return None, arguments


def _tell_faults(speaker: Speaker, error: MarketFaults) -> None:
    count = len(error.faults)
    speaker.complain(speaker.phrase("faults-one" if count == 1 else "faults", count=count))
    for fault in error.faults[:FAULTS_SHOWN]:
        speaker.complain(f"  {fault.say(speaker.language)}")
    if count > FAULTS_SHOWN:
        speaker.complain(speaker.phrase("faults-more", count=count - FAULTS_SHOWN))
