"""The table of forms and their fields, `forms_and_fields.csv`, and a form of it filled in."""

import csv
import re
from datetime import timedelta
from itertools import groupby
from pathlib import Path

from django.utils import timezone
from tests.web.every_form import Answer, answer, opened, value
from tests.web.network_financed import newer_rules
from tests.web.page_forms import PageForm

HERE = Path(__file__).parent
TABLE = list(csv.DictReader((HERE / "forms_and_fields.csv").open()))
FORMS = {key: list(rows) for key, rows in groupby(TABLE, lambda row: (row["page"], row["role"], row["form"]))}
URLS = list(csv.DictReader((HERE / "urls_and_roles.csv").open()))
SECRET = ("password", "file")
"""Types of field that a browser is not given back."""


def a_day(text: str) -> str:
    """`+3` in the table is in three days."""
    ahead = re.fullmatch(r"\+(\d+)", text)
    return (timezone.localdate() + timedelta(days=int(ahead[1]))).isoformat() if ahead else text


def meant(text: str) -> str:
    """A good value of the table: a day as it is written, `@rules` a rule set; else as it stands."""
    return newer_rules().strip() if text == "@rules" else a_day(text)


def plain(name: str) -> str:
    """Of one line among several: the key of a row that no table could know left out."""
    return re.sub(r"^([a-z]+)\d+-", r"\1#-", name)


def shown(page: Answer, rows: list[dict]) -> PageForm:
    """The form of these fields on a page."""
    names = {row["field"] for row in rows}
    found = [form for form in page.page if names == {plain(name) for name in form.asked}]
    typed = [form for form in found if any(form.fields[name].type != "radio" for name in form.asked)]
    return (typed or found)[0]


class Filling:
    """One form, opened by a person in one language, to be sent with one value changed at a time."""

    def __init__(self, net, key: tuple[str, str, str], language: str) -> None:
        self.net = net
        self.key = (*key[:2], language)
        with opened(net, *self.key) as (client, address):
            page = answer(client, "get", address)
        assert page.status == 200, (key, page.status)
        self.form = shown(page, FORMS[key])
        real = {plain(name): name for name in self.form.asked}
        self.rows = [row | {"field": real[row["field"]]} for row in FORMS[key]]
        said = {row["field"]: meant(row["good"]) for row in self.rows if row["good"]}
        self.good = self.form.values | said

    def sent(self, **changed: str) -> Answer:
        """The answer to the form with so many values changed."""
        values = {name: value(text) for name, text in (self.good | changed).items()}
        with opened(self.net, *self.key) as (client, address):
            return answer(client, self.form.method, self.form.action or address.partition("?")[0], values)
