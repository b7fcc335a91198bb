"""ValueFlows 1.0 as JSON-LD: agents, intents, proposals, recipes, agreements, commitments, events.

A `Graph` holds things of ValueFlows as plain records; `write` and `read` turn it into JSON-LD and back
without loss. This package knows the vocabulary; it refuses to know where the things come from.
"""

from jejaring.valueflows.graph import Graph, NotValueFlows, read, write
from jejaring.valueflows.things import (
    Agreement,
    Commitment,
    EconomicEvent,
    Intent,
    Measure,
    Organization,
    Proposal,
    RecipeFlow,
    RecipeProcess,
    ResourceSpecification,
)

__all__ = [
    "Agreement",
    "Commitment",
    "EconomicEvent",
    "Graph",
    "Intent",
    "Measure",
    "NotValueFlows",
    "Organization",
    "Proposal",
    "RecipeFlow",
    "RecipeProcess",
    "ResourceSpecification",
    "read",
    "write",
]
