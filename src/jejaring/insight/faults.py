"""What is wrong with a question, said so that the person who asked it can ask it right."""

from collections.abc import Iterable
from typing import Any

from jejaring.language import Language, read_phrases


class InsightFault(ValueError):
    """A question that cannot be answered as it was asked: says why, in either language."""

    def __init__(self, kind: str, *, nearest: Iterable[str] = (), **values: object) -> None:
        self.kind = kind
        self.nearest = tuple(nearest)
        self.values = values
        super().__init__(self.say("en"))

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.kind, {"nearest": self.nearest, **self.values})

    def say(self, language: Language) -> str:
        """What is wrong and what would be right."""
        phrases = read_phrases("jejaring.insight")
        told = phrases.say(f"fault-{self.kind}", language, **self.values)
        if not self.nearest:
            return told
        return f"{told} {phrases.say('nearest', language, nearest=', '.join(self.nearest))}"


def _again(kind: type[InsightFault], name: str, values: dict[str, Any]) -> InsightFault:
    """The same fault in another process."""
    return kind(name, **values)
