"""Rules as they are written in a rule set: what kinds there are, and what each kind says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

Value = int | str | tuple[str, ...] | tuple[int, ...] | tuple[Fraction, ...]

APPLICANTS = ("member", "group", "cooperative")
"""A member; a members' group with a cooperative as offtaker; the cooperative itself."""
PURPOSES = ("working-capital", "investment")
SECTORS = ("farm", "other")
"""Farming, plantations, fisheries and livestock; everything else."""
PER = ("recipient", "member", "cycle", "contract")
"""What a largest amount is counted for."""
BASES = ("all", "access", "year", "conflict")
"""What a rate depends on: nothing; how often KUR was had before; the calendar year; which source is right."""
FACTS = (
    "npwp",
    "business-letter",
    "no-commercial-credit",
    "agreement",
    "group-member",
    "group-letter",
    "registered",
    "joint-liability",
    "cluster",
    "collateral",
    "disaster",
    "labour-intensive",
)
"""What is so or is not, and can be shown."""


@dataclass(frozen=True)
class Rule:
    """One rule, with where it stands and whether anybody has verified it."""

    kind: str
    values: Mapping[str, Value] = field(hash=False)
    article: str
    """Empty where the article is not known."""
    sources: tuple[str, ...]
    """Keys of the rule set's sources."""
    verified: bool
    applicants: tuple[str, ...] = APPLICANTS
    """Whom it is for."""
    above: int = 0
    """Rupiah: for loans larger than this only."""
    note: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Language -> what else is to be known."""


@dataclass(frozen=True)
class Scheme:
    """One kind of loan of a rule set."""

    id: str
    name: str
    rules: tuple[Rule, ...]
    first_day: date = date.min
    last_day: date = date.max
    """When it can be applied for, inside the days of its rule set."""


@dataclass(frozen=True)
class RuleSet:
    """All schemes from one day on, until the next rule set begins."""

    id: str
    title: str
    first_day: date
    first_day_verified: bool
    last_day: date
    """`date.max` unless it is known to have ended without a successor here."""
    sources: Mapping[str, str] = field(hash=False)
    """Key -> title and address."""
    note: Mapping[str, str] = field(hash=False)
    schemes: tuple[Scheme, ...]
    digest: str
    """SHA-256 of the text it was read from, so that an assessment says exactly which rules it used."""
