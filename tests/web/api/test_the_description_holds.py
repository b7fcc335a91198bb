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
"""How many requests the long proof makes up for each operation and mode; every role sends each of them."""
SHARES = 4
"""Parts of the long proof, for workers to take."""


def asked(net, roles, modes, examples, seed=0, share=slice(None)):
    """Ask every operation so often, each time as each of the roles; answers how many answers were checked."""
    headers = {role: headers_of(net, role) for role in roles}
    schema = from_wsgi(f"{API}/openapi.json", application, config=CONFIG)
    count, found = 0, []

    def ask(case):
        nonlocal count
        for role in roles:
            try:
                with transaction.atomic():
                    case.call_and_validate(headers=headers[role])
                    transaction.set_rollback(True)
            except Exception as fault:
                fault.add_note(f"as {role}")
                raise
            count += 1

    for result in list(schema.get_all_operations())[share]:
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
                except Exception as fault:  # several at once, or one
                    fault.add_note(f"{operation.method} {operation.path}")
                    found.append(fault)
    if found:
        raise ExceptionGroup(f"{len(found)} operations do not answer as described", found)
    return count


def headers_of(net, role):
    """What a program of that role sends along."""
    scopes = {"reader": ("read",)}.get(role)
    person = {"reader": "chair"}.get(role, role)
    token = "" if role == "visitor" else token_of(net, person, *([scopes] if scopes else []))
    return {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {token}"} if token else {})


@pytest.fixture(autouse=True)
def unhurried():
    """Rates are tested elsewhere."""
    with override_settings(API_RATE=10**9, API_RATE_ANYBODY=10**9), one_connection():
        yield


def test_every_operation_answers_as_described(net):
    assert asked(net, ["chair", "coordinator"], [GenerationMode.POSITIVE], examples=1) > 0


@pytest.mark.display  # what has a wrong shape reaches no database
def test_wrong_shapes_are_told_as_such(net):
    assert asked(net, ["chair"], [GenerationMode.NEGATIVE], examples=1) > 0


@pytest.mark.prove
@pytest.mark.parametrize("share", range(SHARES))
def test_every_operation_answers_every_role_as_described(net, share):
    modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
    assert asked(net, EVERYBODY, modes, examples=EXAMPLES, seed=1, share=slice(share, None, SHARES)) > 0
