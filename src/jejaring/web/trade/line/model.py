"""What is understood of a line, and what has to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Context:
    """What is known before a line is read."""

    today: date
    home: str = ""
    """Code of the writer's own region: of places with the same name the one there is meant."""
    usual_prices: Mapping[str, Decimal] = field(default_factory=dict)
    """Commodity -> rupiah per base unit paid of late: tells a price a kilo from one for the lot."""


@dataclass(frozen=True)
class Question:
    """Something that the line leaves open."""

    field: str
    """kind, commodity, recipe, quantity, price, region, destination or months."""
    why: str
    """missing, several (one of `choices` is meant), unknown (nothing is called so), size (how much one
    `said` holds) or number (it is not said what the number is)."""
    said: str = ""
    """The words in question."""
    choices: tuple[str, ...] = ()
    """Values the field could take, likeliest first: ids, codes, or numbers as text."""


@dataclass(frozen=True)
class Line:
    """A line, understood as far as it goes. Quantities and prices are in the commodity's base unit."""

    text: str
    kind: str | None = None
    """offers, needs, capacities, stores or haulage."""
    commodity: str | None = None
    recipe: str | None = None
    quantity: Decimal | None = None
    quantity_said: str = ""
    """As it was written: `5 ton`."""
    price: Decimal | None = None
    price_said: str = ""
    minimum: Decimal | None = None
    region: str | None = None
    """Code of a regency or of something finer; of haulage where it picks up."""
    destination: str | None = None
    first_month: date | None = None
    last_month: date | None = None
    note: str = ""
    """Words that nothing was made of, kept for people to read."""
    approximate: bool = False
    """Whether a unit was turned into another by a usual weight or size, not by definition."""
    questions: tuple[Question, ...] = ()

    @property
    def asks(self) -> frozenset[str]:
        """The fields that something is asked of."""
        return frozenset(question.field for question in self.questions)
