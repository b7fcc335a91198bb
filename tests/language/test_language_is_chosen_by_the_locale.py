"""Indonesian unless the locale is English."""

import pytest

from jejaring.language import language_of_environment, parse_language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "id"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "C.UTF-8"}, "id"),
        ({"LANG": "nl_NL.UTF-8"}, "id"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "id_ID.UTF-8"}, "en"),
        ({"JEJARING_LANG": "id", "LC_ALL": "en_US.UTF-8"}, "id"),
    ],
)
def test_of_the_environment(environment, language):
    assert language_of_environment(environment) == language


@pytest.mark.parametrize(("text", "language"), [("EN", "en"), ("id-ID", "id"), ("fr", None), ("", None)])
def test_as_a_person_names_it(text, language):
    assert parse_language(text) == language
