"""The things of ValueFlows that a network of cooperatives has, each a record.

A field is called as the property is, in snake case, and holds what that holds: text, a `Measure`, a day, or
ids of other things (`Ref` one, `Refs` several). Empty and None mean that nothing is said.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Ref = str
Refs = tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """So much of a unit; units are those of the catalogue, `IDR` for rupiah."""

    value: Decimal
    unit: str


@dataclass(frozen=True)
class Organization:
    """An agent: a cooperative."""

    id: Ref
    name: str = ""
    primary_location: str = ""
    """A Kemendagri code; so are all locations."""
    note: str = ""


@dataclass(frozen=True)
class ResourceSpecification:
    """A kind of thing that can be had: a commodity, a service, money."""

    id: Ref
    name: str = ""
    default_unit_of_resource: str = ""


@dataclass(frozen=True)
class RecipeProcess:
    """What turns into what."""

    id: Ref
    name: str = ""
    has_recipe_input: Refs = ()
    has_recipe_output: Refs = ()


@dataclass(frozen=True)
class RecipeFlow:
    """So much that goes into a process, or comes out of it."""

    id: Ref
    action: str
    resource_conforms_to: Ref = ""
    resource_quantity: Measure | None = None


@dataclass(frozen=True)
class Intent:
    """What somebody would give or take; in a proposal also what is asked for it."""

    id: Ref
    action: str
    provider: Ref = ""
    receiver: Ref = ""
    resource_conforms_to: Ref = ""
    resource_quantity: Measure | None = None
    minimum_quantity: Measure | None = None
    at_location: str = ""
    to_location: str = ""
    has_beginning: date | None = None
    has_end: date | None = None
    finished: bool = False
    note: str = ""


@dataclass(frozen=True)
class Proposal:
    """An intent and what is asked for each unit of it."""

    id: Ref
    purpose: str = "offer"
    """`offer` or `request`."""
    unit_based: bool = True
    publishes: Refs = ()
    reciprocal: Refs = ()
    created: datetime | None = None


@dataclass(frozen=True)
class Agreement:
    """What cooperatives signed: commitments, and the payments for them."""

    id: Ref
    name: str = ""
    created: datetime | None = None
    stipulates: Refs = ()
    stipulates_reciprocal: Refs = ()
    note: str = ""


@dataclass(frozen=True)
class Commitment:
    """One promise."""

    id: Ref
    action: str
    provider: Ref = ""
    receiver: Ref = ""
    resource_conforms_to: Ref = ""
    resource_quantity: Measure | None = None
    at_location: str = ""
    to_location: str = ""
    has_beginning: date | None = None
    due: date | None = None
    clause_of: Ref = ""
    satisfies: Refs = ()
    finished: bool = False
    note: str = ""


@dataclass(frozen=True)
class EconomicEvent:
    """What happened."""

    id: Ref
    action: str
    provider: Ref = ""
    receiver: Ref = ""
    resource_conforms_to: Ref = ""
    resource_quantity: Measure | None = None
    to_location: str = ""
    has_point_in_time: date | None = None
    created: datetime | None = None
    fulfills: Refs = ()
    realization_of: Ref = ""
    triggered_by: Ref = ""
    """The event that this one follows, as a receipt follows its sending."""
    corrects: Ref = ""
    """The event in whose stead this one stands."""
    note: str = ""


Thing = (
    Organization
    | ResourceSpecification
    | RecipeProcess
    | RecipeFlow
    | Intent
    | Proposal
    | Agreement
    | Commitment
    | EconomicEvent
)
KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(Organization, ResourceSpecification, RecipeProcess, RecipeFlow, Intent),
        *(Proposal, Agreement, Commitment, EconomicEvent),
    )
}
