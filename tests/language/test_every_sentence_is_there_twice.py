"""Every sentence exists in both languages, with the same gaps."""

import string
import tomllib
from pathlib import Path

import pytest

import jejaring

FILES = sorted(Path(jejaring.__file__).parent.rglob("phrases.toml"))


def gaps(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_both_languages_say_it_with_the_same_gaps(file):
    for key, sentence in tomllib.loads(file.read_text(encoding="utf-8")).items():
        assert set(sentence) == {"id", "en"}, key
        assert all(text.strip() for text in sentence.values()), key
        assert gaps(sentence["id"]) == gaps(sentence["en"]), key


def test_the_files_are_found():
    assert {"cli", "market", "planning", "report"} <= {file.parent.name for file in FILES}
