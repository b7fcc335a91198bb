"""Rows that tell the past are refused every change, by Python and by the database itself."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from jejaring.web.common.append_only import AppendOnly

GUARDED = [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def test_what_tells_the_past_is_guarded():
    assert {model._meta.label for model in GUARDED} >= {
        "agreements.AgreementVersion",
        "agreements.AgreementStep",
        "agreements.Line",
        "agreements.Event",
        "money.Entry",
        "money.MoneyStep",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model._meta.label)
def test_every_such_table_has_its_guards(model):
    """Asked of the database's own catalogue, since not every table has a row here to try it on."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname = %s", [f"{table}_stands"])
            assert cursor.fetchone() == (1,)
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name = %s", [table])
            names = {name for (name,) in cursor.fetchall()}
            assert names == {f"{table}_UPDATE_refused", f"{table}_DELETE_refused"}


HOW = {
    "a step changed": lambda agreement: agreement.steps.update(reason="lain"),
    "a line changed": lambda agreement: agreement.current.lines.update(total=1),
    "a step removed": lambda agreement: agreement.steps.all()._raw_delete("default"),
}


@pytest.mark.parametrize("change", HOW.values(), ids=HOW)
def test_the_database_refuses(shoes, change):
    before = list(shoes.agreement.steps.values()), list(shoes.agreement.current.lines.values())
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        change(shoes.agreement)
    assert (list(shoes.agreement.steps.values()), list(shoes.agreement.current.lines.values())) == before


def test_python_refuses_as_well(shoes):
    step = shoes.agreement.steps.first()
    with pytest.raises(ValueError, match="only ever added to"):
        step.save()
    with pytest.raises(ValueError, match="only ever added to"):
        step.delete()
