"""Who asks for a loan, as far as it is known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jejaring.finance.faults import FinanceFault
from jejaring.finance.instalments import LARGEST_AMOUNT
from jejaring.finance.kur.rules import APPLICANTS, FACTS, SECTORS


@dataclass(frozen=True)
class Applicant:
    """Who asks. What is None is not known, and the assessment says that it has yet to be shown."""

    kind: str
    """One of `member`, `group` (of members, a cooperative being its offtaker) and `cooperative`."""
    members: int | None = None
    """How many members the group has."""
    business_months: int | None = None
    """How long the business has been running."""
    accesses: int | None = None
    """How often KUR of the scheme was had before."""
    sector: str | None = None
    """`farm` (farming, plantations, fisheries, livestock) or `other`."""
    turnover: int | None = None
    """Rupiah a year."""
    workers: int | None = None
    province: str | None = None
    """Code of the province: `11` is Aceh."""
    agreement: str = ""
    """Reference of the signed agreement with the offtaker, where there is one."""
    facts: Mapping[str, bool] = field(default_factory=dict, hash=False)
    """What of `rules.FACTS` is so, and what is not."""

    def fact(self, name: str) -> bool | None:
        """Whether it is so; None where nobody has said."""
        if name == "agreement" and self.agreement:
            return True
        return self.facts.get(name)

    def faults(self) -> Iterator[FinanceFault]:
        """What cannot be true of anybody."""
        if self.kind not in APPLICANTS:
            yield FinanceFault("applicant-kind", {"text": self.kind, "choices": ", ".join(APPLICANTS)})
        if self.sector is not None and self.sector not in SECTORS:
            yield FinanceFault("applicant-sector", {"text": self.sector, "choices": ", ".join(SECTORS)})
        for name, least in (
            ("members", 1),
            ("business_months", 0),
            ("accesses", 0),
            ("turnover", 0),
            ("workers", 0),
        ):
            value = getattr(self, name)
            if value is not None and (type(value) is not int or not least <= value <= LARGEST_AMOUNT):
                yield FinanceFault("applicant-number", {"name": name, "text": str(value), "least": least})
        if self.agreement and self.facts.get("agreement") is False:
            yield FinanceFault("applicant-agreement", {"text": self.agreement})
        for name in self.facts:
            if name not in FACTS:
                yield FinanceFault("applicant-fact", {"text": name, "choices": ", ".join(FACTS)})
