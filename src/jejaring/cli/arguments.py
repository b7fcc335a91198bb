"""The language asked for on the command line, wherever it stands there.

It knows `--lang`. It refuses to know any command.
"""

from collections.abc import Sequence

from jejaring.language import Language, language_of_environment, parse_language

OPTION = "--lang"


class NotALanguage(ValueError):
    """What stands after `--lang` is no language: `word` says what does."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def take_language(arguments: Sequence[str]) -> tuple[Language, list[str]]:
    """The language asked for last, or else that of the environment; and the arguments without it.

    Raises
    ------
    NotALanguage
        When `--lang` is followed by anything else, or by nothing.
    """
    language, rest, left = language_of_environment(), [], list(arguments)
    while left:
        argument = left.pop(0)
        if argument == "--":
            rest += [argument, *left]
            break
        if argument != OPTION and not argument.startswith(f"{OPTION}="):
            rest.append(argument)
            continue
        word = argument.removeprefix(f"{OPTION}=") if argument != OPTION else left.pop(0) if left else ""
        asked = parse_language(word)
        if asked is None:
            raise NotALanguage(word)
        language = asked
    return language, rest


def language_of(arguments: Sequence[str]) -> Language:
    """The language to speak in, even where the one asked for is none."""
    try:
        return take_language(arguments)[0]
    except NotALanguage:
        return language_of_environment()
