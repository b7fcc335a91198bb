"""Every page has its operations, or a reason why only people use it (`pages_and_operations.csv`)."""

import csv
from pathlib import Path

from django.urls import get_resolver
from ninja import Schema
from tests.web.test_every_url_and_role import names

from jejaring.web.api.site import api

TABLE = list(csv.DictReader((Path(__file__).parent / "pages_and_operations.csv").open(encoding="utf-8")))
ONESELF = ("account", "mfa_", "second-factor", "usersessions_list")
"""Pages about oneself and signing in: a token must not be able to become its person."""


def operations():
    """Every operation of the API, as `GET /listings`."""
    paths = api.get_openapi_schema(path_prefix="")["paths"]
    return {f"{method.upper()} {path}" for path, told in paths.items() for method in told}


def test_every_page_has_its_operations():
    pages = {name for name in names(get_resolver().url_patterns) if not name.startswith(ONESELF)}
    asked = [row["page"] for row in TABLE]
    assert sorted(asked) == sorted(pages)


def test_every_operation_is_of_a_page():
    told = [row["operations"] for row in TABLE if not row["operations"].startswith("people: ")]
    named = {each for one in told if one != "openapi" for each in one.split("; ")}
    assert named == operations()


def test_no_two_shapes_have_one_name():
    """In a description one would stand for both."""
    shapes = [each.__name__ for each in below(Schema) if each.__module__.startswith("jejaring.web.api")]
    assert sorted(set(shapes)) == sorted(shapes)


def below(shape):
    """All that are made of a shape."""
    for each in shape.__subclasses__():
        yield each
        yield from below(each)
