"""Loans: how they are paid back, which scheme fits, the rules, files for banks, what a territory needs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from jejaring.finance.kur.read import LARGEST_FILE
from jejaring.web.api.fields import LARGEST, Amount, Id, Input, Text
from jejaring.web.common.templatetags.figures import language

Rupiah = Annotated[int, Field(ge=0, le=LARGEST)]
Months = Annotated[int, Field(ge=1, le=240)]
Count = Annotated[int, Field(ge=0, le=10**6)]
Known = bool | None


class Facts(Input):
    """What is so, is not, or has yet to be shown (null)."""

    npwp: Known = None
    business_letter: Known = None
    no_commercial_credit: Known = None
    group_member: Known = None
    group_letter: Known = None
    registered: Known = None
    joint_liability: Known = None
    cluster: Known = None
    collateral: Known = None
    disaster: Known = None
    labour_intensive: Known = None

    def chosen(self) -> dict[str, str]:
        """As the page's form takes them."""
        words = {True: "ya", False: "tidak", None: ""}
        return {name.replace("_", "-"): words[said] for name, said in self.dict().items()}


class AssessmentIn(Input):
    """Who wants how much for what, and what is known of them; whatever is left out has yet to be shown."""

    kind: Literal["group", "member", "cooperative"]
    amount: Rupiah = Field(description="For all members together.")
    purpose: Literal["working-capital", "investment"]
    day: date = Field(description="The rules of that day hold.")
    months: Months | None = None
    agreement: Text = Field("", description="Number of an agreement in force with an offtaker.")
    members: Count | None = None
    business_months: Annotated[int, Field(ge=0, le=1200)] | None = None
    accesses: Annotated[int, Field(ge=0, le=100)] | None = None
    sector: Literal["farm", "other"] | None = None
    turnover: Rupiah | None = None
    workers: Count | None = None
    facts: Facts = Facts()

    def typed(self) -> dict[str, Any]:
        """As the page's form takes it."""
        plain = self.dict(exclude={"facts"})
        return {name: "" if value is None else value for name, value in plain.items()} | self.facts.chosen()


class ReasonOut(Schema):
    """One rule of a scheme against the wish."""

    outcome: str = Field(description="met, failed, bank (the bank judges), open (to be shown) or told.")
    kind: str
    text: str


class SchemeOut(Schema):
    """A scheme of the day, and every reason."""

    id: str
    name: str
    verdict: str = Field(
        description="fits, bank or does-not-fit; an indication, never that a loan is granted."
    )
    reasons: list[ReasonOut]


class AssessmentOut(Schema):
    """An assessment as it was made; the words in the language asked for."""

    id: int
    cooperative: int = Field(alias="cooperative_id")
    amount: int
    day: date
    rule_set: str
    digest: str = Field(description="SHA-256 of the text of the rules.")
    at: datetime
    indication: str
    schemes: list[SchemeOut]

    @staticmethod
    def resolve_indication(kept: Any) -> str:
        """What it is and what it is not."""
        return str(kept.record[language()]["indication"])

    @staticmethod
    def resolve_schemes(kept: Any) -> Any:
        """In the order of the rules."""
        return kept.record[language()]["schemes"]


class AssessmentPage(Schema):
    """Assessments, the newest first."""

    items: list[AssessmentOut]
    next: str | None


class FinancingIn(Input):
    """A file for one bank. People send its link, which stands on its page."""

    bank: Text
    purpose: Text
    amount: Rupiah
    rate: Amount = Decimal(6)
    months: Months = 12
    start: date
    agreement: Text = Field("", description="Number of one agreement; empty: all in force.")
    assessment: Id | None = None


class InstalmentOut(Schema):
    """One payment, and what is owed after it; whole rupiah."""

    number: int
    day: date
    principal: int
    interest: int
    balance: int


class BreakOut(Schema):
    """An instalment that can not be paid whole on its day."""

    instalment: int
    day: date
    short: int
    until: date | None = Field(description="When it can; null: never out of these receivables.")


class LateOut(Schema):
    """What breaks when all who owe pay so many days late."""

    days: int
    breaks: list[BreakOut]
    unused: int = Field(description="Rupiah left when every instalment is paid.")


class ScheduleOut(Schema):
    """How a loan is paid back, and by what one is owed. Nothing of it is kept."""

    amount: int
    interest: int
    instalments: list[InstalmentOut]
    late: list[LateOut]


class RuleSetOut(Schema):
    """The rules of people's business credit from a day on."""

    id: str
    title: str
    first_day: date
    note: str
    rules: int
    verified: int = Field(description="Rules that somebody has checked against their source.")
    digest: str
    added: int | None = Field(description="By which a coordinator of the country may withdraw it.")


class RuleSetIn(Input):
    """A rule set as text (TOML)."""

    text: Annotated[str, Field(max_length=LARGEST_FILE)]


class ShareOut(Schema):
    """What of a need falls to one scheme; whole rupiah."""

    scheme: str = Field(description="Empty: no scheme is large enough.")
    before: int
    count_before: int
    after: int
    count_after: int


class NeedOut(Schema):
    """Working capital needed, before and after clearing; whole rupiah."""

    cooperatives: int
    before: int
    after: int
    shares: list[ShareOut]
