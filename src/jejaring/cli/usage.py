"""The words of the command line itself, in the speaker's language: help, and a command not understood.

Typer speaks English only. This module knows the few places where it speaks; it refuses to know any
command.
"""

import re
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup
from typer.exceptions import TyperException

from jejaring.cli.console import Speaker
from jejaring.cli.values import UnusableValue

USAGE = "Usage: "  # what Typer opens a usage line with
FLAG = " "  # stands in the help where an option that takes no value would name one
SENTENCES = {
    "usage-no-command": re.compile(r"No such command '(?P<word>.*?)'\.(?: Did you mean (?P<near>.*)\?)?$"),
    "usage-too-many": re.compile(r"Got unexpected extra argument\(s\) \((?P<word>.*)\)$"),
    "usage-needs-value": re.compile(r"Option '(?P<word>.*?)' requires "),
    "usage-takes-no-value": re.compile(r"Option '(?P<word>.*?)' does not take a value"),
    "usage-missing-command": re.compile(r"Missing command"),
}
"""What Typer says of a command as a whole, and the phrase that says it in both languages."""


class SpokenCommand(TyperCommand):
    """A command whose usage line and help option speak the language of its `Speaker`."""

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        return _spoken_usage(super().get_usage(ctx), ctx)

    def get_help_option(self, ctx: Any) -> Any:
        """The option -h."""
        return _spoken_help_option(super().get_help_option(ctx), ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help; what an argument is called says enough, its type would be said in English."""
        speak_help(ctx)
        for parameter in self.params:
            if isinstance(parameter, TyperArgument):
                vars(parameter)["display_type_rich"] = _says_nothing
        super().format_help(ctx, formatter)


class SpokenGroup(TyperGroup):
    """The commands together, speaking likewise."""

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        return _spoken_usage(super().get_usage(ctx), ctx)

    def get_help_option(self, ctx: Any) -> Any:
        """The option -h."""
        return _spoken_help_option(super().get_help_option(ctx), ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help."""
        speak_help(ctx)
        super().format_help(ctx, formatter)


class SpokenTyper(typer.Typer):
    """Typer whose commands are spoken ones."""

    def __init__(self, speaker: Speaker, **settings: Any) -> None:
        super().__init__(**settings)
        self.speaker = speaker

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        """Add a command, as `typer.Typer.command` does."""
        spoken: dict[str, Any] = {
            "cls": SpokenCommand,
            "options_metavar": self.speaker.phrase("options-metavar"),
        }
        return super().command(name, **(spoken | settings))


def speak_help(ctx: Any) -> None:
    """Let Typer's headings and remarks speak the speaker's language."""
    from typer import rich_utils  # a tenth of a second, for help alone

    speaker = ctx.find_object(Speaker)
    if speaker is None:
        return
    for title in ("OPTIONS", "ARGUMENTS", "COMMANDS"):
        setattr(rich_utils, f"{title}_PANEL_TITLE", speaker.phrase(f"panel-{title.lower()}"))
    rich_utils.DEFAULT_STRING = speaker.phrase("remark-default", value="{}")
    rich_utils.REQUIRED_LONG_STRING = speaker.phrase("remark-required")


def tell_usage_error(speaker: Speaker, error: TyperException) -> None:
    """Say what was not understood, how the command is written, and where to read more."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return  # the help was the answer
    context = getattr(error, "ctx", None)
    if context is None:
        path = "jejaring"
    else:
        path = context.command_path
        speaker.complain(context.get_usage())
    speaker.complain(_sentence(speaker, error))
    speaker.complain(speaker.phrase("usage-help", command=f"{path} --help"))


def _sentence(speaker: Speaker, error: TyperException) -> str:
    """What was not understood, by the kind of error: Typer's own classes have no public names."""
    parameter = getattr(error, "param", None)
    name = (
        "" if parameter is None else parameter.opts[0] if parameter.opts[0][0] == "-" else parameter.metavar
    )
    kind = type(error).__name__
    if isinstance(error, UnusableValue):
        return speaker.phrase("usage-value", name=name, told=error.message)
    if kind == "BadParameter":
        return speaker.phrase("usage-bad-value", name=name)
    if kind == "MissingParameter":
        return speaker.phrase("usage-missing", name=name)
    if kind == "NoSuchOption":
        near = ", ".join(sorted(getattr(error, "possibilities", None) or ()))
        return _with_nearest(speaker, speaker.phrase("usage-no-option", word=error.option_name), near)  # type: ignore[attr-defined]
    for key, pattern in SENTENCES.items():
        found = pattern.match(error.message)
        if found:
            words = {name: (word or "").replace("'", "") for name, word in found.groupdict().items()}
            return _with_nearest(speaker, speaker.phrase(key, **words), words.get("near", ""))
    return speaker.phrase("usage-other", told=error.message)


def _with_nearest(speaker: Speaker, sentence: str, near: str) -> str:
    return f"{sentence} {speaker.phrase('usage-nearest', near=near)}" if near else sentence


def _spoken_usage(usage: str, ctx: Any) -> str:
    speaker = ctx.find_object(Speaker)
    return usage.replace(USAGE, speaker.phrase("usage", line=""), 1) if speaker else usage


def _spoken_help_option(option: Any, ctx: Any) -> Any:
    speaker = ctx.find_object(Speaker)
    if option is not None and speaker:
        option.metavar = FLAG
        option.help = speaker.phrase("help-help")
    return option


def _says_nothing(ctx: Any) -> None:
    """Stands for the name of a type."""
