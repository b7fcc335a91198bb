"""Whatever is asked, by whomever, the API answers as its OpenAPI description says (schemathesis).

All checks of schemathesis run on every answer: no 5xx, no status, header, media type or shape that the
description does not name; what has the right shape is not called malformed, what has not is not taken;
without a token nothing opens that asks for one.
"""

import os

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.openapi import from_wsgi
from tests.web.api.world import API, NDJSON, one_connection, token_of
from tests.web.network import ROLES

from jejaring.web.wsgi import application

pytestmark = pytest.mark.django_db
REFUSED = ["401", "403", "404", "409", "412", "413", "422", "428", "429"]
CONFIG = SchemathesisConfig.from_str(
    f"""
[checks]
positive_data_acceptance.expected-statuses = {["2xx", "3xx", *REFUSED]}
negative_data_rejection.expected-statuses = {["400", "405", *REFUSED]}
missing_required_header.expected-statuses = {["400", *REFUSED]}
"""
)
"""What has the right shape is never answered 400; the rest of what may be answered says why not."""
KEYS = {
    "cooperatives": "cooperatives:page",
    "listings": "trade:listing",
    "photos": "trade:photo",
    "proposals": "trade:proposal",
    "agreements": "agreements:agreement",
    "orders": "agreements:order",
    "shipments": "agreements:shipment",
    "bills": "money:bill",
    "payments": "money:payment",
    "rounds": "rounds:round",
    "parts": "rounds:part",
    "clearings": "clearing:round",
    "consents": "clearing:consent",
    "financing-files": "finance:file",
    "pictures": "agreements:picture",
    "imports": "cooperatives:import",
    "assessments": "finance:assessment",
    "credit-rules": "finance:withdraw-rules",
}
"""First part of a path -> the page of the network's object that is asked for half of the time."""
EVERYBODY = (*ROLES, "reader")
EXAMPLES = int(os.environ.get("JEJARING_EXAMPLES", "30"))
"""How often the long proof asks each operation, in each mode and for each role."""


def asked(net, role, modes, examples, seed=0):
    """Ask every operation so often as that role; answers how many answers were checked."""
    scopes = {"reader": ("read",)}.get(role)
    person = {"reader": "chair"}.get(role, role)
    token = "" if role == "visitor" else token_of(net, person, *([scopes] if scopes else []))
    headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {token}"} if token else {})
    schema = from_wsgi(f"{API}/openapi.json", application, config=CONFIG)
    count, found = 0, []

    def ask(case):
        nonlocal count
        with transaction.atomic():
            case.call_and_validate(headers=headers)
            transaction.set_rollback(True)
        count += 1

    for result in schema.get_all_operations():
        operation = result.ok()
        page = KEYS.get(operation.path.removeprefix(f"{API}/").split("/")[0])
        key = next(iter(net.keys.get(page, {}).values()), None) if "{id}" in operation.path else None
        lines = (
            GenerationMode.NEGATIVE if NDJSON in str(operation.definition.raw.get("requestBody")) else None
        )
        for mode in modes:
            if mode is lines:  # its body is text of any kind; what is wrong with a line is told in the answer
                continue
            for known in (None, *([key] if key else [])):
                given_parts = {"path_parameters": {"id": known}} if known else {}
                strategy = operation.as_strategy(mode, **given_parts)
                run = given(strategy)(ask)
                run = settings(
                    max_examples=examples,
                    database=None,
                    phases=[Phase.generate],
                    suppress_health_check=list(HealthCheck),
                )(run)
                try:
                    seeded(seed)(run)()
                except Unsatisfiable:  # nothing of this operation can have a wrong shape
                    assert mode is GenerationMode.NEGATIVE
                except BaseExceptionGroup as faults:
                    found.append(faults)
    if found:
        raise BaseExceptionGroup(f"as {role}", found)
    return count


@pytest.fixture(autouse=True)
def unhurried():
    """Rates are tested elsewhere."""
    with override_settings(API_RATE=10**9, API_RATE_ANYBODY=10**9), one_connection():
        yield


@pytest.mark.parametrize("role", ["chair", "coordinator"])
def test_every_operation_answers_as_described(net, role):
    assert asked(net, role, [GenerationMode.POSITIVE], examples=1) > 0


@pytest.mark.display  # what has a wrong shape reaches no database
def test_wrong_shapes_are_told_as_such(net):
    assert asked(net, "chair", [GenerationMode.NEGATIVE], examples=1) > 0


@pytest.mark.prove
@pytest.mark.parametrize("role", EVERYBODY)
def test_every_operation_answers_every_role_as_described(net, role):
    assert asked(net, role, [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], examples=EXAMPLES, seed=1) > 0
