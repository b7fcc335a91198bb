"""The command line as a whole: its language, its commands, and what becomes of errors."""

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer
from typer.exceptions import TyperException

from jejaring import __version__
from jejaring.cli.arguments import NotALanguage, language_of, take_language
from jejaring.cli.console import BAD_INPUT, Speaker
from jejaring.cli.site import SITE_COMMANDS, add_site_command
from jejaring.cli.usage import FLAG, SpokenGroup, SpokenTyper, tell_usage_error
from jejaring.language import LANGUAGES

COMMANDS = (
    "plan",
    "verify",
    "explain",
    "what-if",
    "savings",
    "resilience",
    "interdependence",
    "gaps",
    "sample",
    "clear",
    "verify-clearing",
    "cash-flow",
    "instalments",
    "kur",
)
"""In the order of the help. Each has a module of its name here, with a function `add_<name>`."""
INTERRUPTED = 130  # what Typer makes of Ctrl-C


def run(arguments: list[str]) -> int:
    """Run the command and return its exit status."""
    try:
        language, rest = take_language(arguments)
    except NotALanguage as error:
        speaker = Speaker(language_of(arguments))
        speaker.complain(speaker.phrase("unknown-language", word=error.word, languages=", ".join(LANGUAGES)))
        return BAD_INPUT
    speaker = Speaker(language)
    try:
        status = build_app(speaker, rest)(rest, prog_name="jejaring", standalone_mode=False)
    except TyperException as error:
        tell_usage_error(speaker, error)
        return BAD_INPUT
    except Exception as error:
        from jejaring.cli.errors import tell_error  # knows the errors of every package

        if not tell_error(speaker, error):
            raise
        return BAD_INPUT
    if status == INTERRUPTED:
        raise KeyboardInterrupt  # which Typer took for the wish to exit
    return status if isinstance(status, int) else 0


def build_app(speaker: Speaker, arguments: Sequence[str]) -> typer.Typer:
    """All commands, with their help in the speaker's language.

    Only the command that `arguments` ask for is there whole; of the others, what the list of commands says.
    """
    app = SpokenTyper(
        speaker,
        cls=SpokenGroup,
        help=speaker.phrase("help"),
        epilog=speaker.phrase("epilog"),
        rich_markup_mode="markdown",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        options_metavar=speaker.phrase("options-metavar"),
        subcommand_metavar=speaker.phrase("command-metavar"),
        context_settings={"help_option_names": ["-h", "--help"], "obj": speaker},
    )

    def show_version(wanted: bool) -> None:
        if wanted:
            speaker.out.print(f"jejaring {__version__}")
            raise typer.Exit

    @app.callback()
    def common(
        lang: Annotated[
            str, typer.Option(help=speaker.phrase("help-lang"), metavar=speaker.phrase("language"))
        ] = speaker.language,
        version: Annotated[
            bool,
            typer.Option(
                "--version",
                metavar=FLAG,
                help=speaker.phrase("help-version"),
                callback=show_version,
                is_eager=True,
            ),
        ] = False,
    ) -> None:
        """What every command shares; the language was taken out before."""

    asked = next((argument for argument in arguments if not argument.startswith("-")), None)
    for name in COMMANDS:
        if name == asked:
            module = name.replace("-", "_")
            getattr(import_module(f"jejaring.cli.{module}"), f"add_{module}")(app, speaker)
        else:
            app.command(name, help=speaker.phrase(f"{name}-help"))(_not_asked_for)
    for name in SITE_COMMANDS:
        add_site_command(name, app, speaker)
    return app


def _not_asked_for() -> None:
    """Stands for a command in the list of commands."""
