"""One wish for a loan against every scheme of its day: fits, does not fit, or needs the bank's word."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from jejaring.finance.faults import PACKAGE, FinanceFault, refuse
from jejaring.finance.instalments import LARGEST_AMOUNT, LONGEST
from jejaring.finance.kur.applicant import Applicant
from jejaring.finance.kur.rules import PURPOSES, Rule, RuleSet, Scheme
from jejaring.finance.kur.sets import rule_set_of, shipped_rule_sets
from jejaring.language import Language, format_money, format_number, format_percent, read_phrases

Found = Literal["met", "failed", "bank", "open", "told"]
"""The rule is met; is not; only the bank can say; something has yet to be shown; it decides nothing here."""
Verdict = Literal["fits", "does-not-fit", "bank"]


@dataclass(frozen=True)
class Reason:
    """What one rule means for this wish."""

    rule: Rule
    found: Found
    """What the rule says, taken as it stands."""
    sentence: str
    """Key of the phrase."""
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def outcome(self) -> Found:
        """What counts: what would be met or not by an unverified value, only the bank can say."""
        return "bank" if self.found in ("met", "failed") and not self.rule.verified else self.found

    def say(self, language: Language) -> str:
        """The reason as a sentence, with article, sources and whether anybody has verified it."""
        phrases = read_phrases(PACKAGE)
        said = {name: _say(name, value, language) for name, value in self.values.items()}
        sentence = phrases.say(self.sentence, language, **said)
        if self.rule.note:
            sentence += f" {self.rule.note[language]}"
        cited = [self.rule.article, *self.rule.sources] if self.rule.article else [*self.rule.sources]
        if not self.rule.verified:
            cited.append(phrases.say("unverified", language))
        return f"{sentence} [{'; '.join(cited)}]"


@dataclass(frozen=True)
class SchemeAssessment:
    """One scheme: the verdict, and every reason for it."""

    scheme: Scheme
    reasons: tuple[Reason, ...]

    @property
    def verdict(self) -> Verdict:
        """It does not fit if one rule says so; it fits if nothing is left for the bank to say.

        A loan over the limit of one borrower fits nothing while nobody says how many share it.
        """
        outcomes = {reason.outcome for reason in self.reasons}
        if "failed" in outcomes:
            return "does-not-fit"
        too_much = any(reason.rule.kind == "amount-up-to" for reason in self.to_show)
        return "bank" if too_much or "bank" in outcomes else "fits"

    @property
    def to_show(self) -> tuple[Reason, ...]:
        """What has yet to be shown."""
        return tuple(reason for reason in self.reasons if reason.outcome == "open")


@dataclass(frozen=True)
class Assessment:
    """An indication for one wish under the rules of one day; never an approval."""

    rules: RuleSet
    applicant: Applicant
    amount: int
    purpose: str
    day: date
    months: int | None
    schemes: tuple[SchemeAssessment, ...]

    def of(self, scheme: str) -> SchemeAssessment:
        """The assessment of one scheme, by its id."""
        return next(assessed for assessed in self.schemes if assessed.scheme.id == scheme)

    def record(self, language: Language) -> dict[str, Any]:
        """The assessment as plain data to keep: it names its rule set and the digest of the rules' text."""
        return {
            "indication": read_phrases(PACKAGE).say("kur-indication", language),
            "rule_set": self.rules.id,
            "rule_set_title": self.rules.title,
            "rule_set_digest": self.rules.digest,
            "day": self.day.isoformat(),
            "applicant": asdict(self.applicant),
            "amount": self.amount,
            "purpose": self.purpose,
            "months": self.months,
            "schemes": [
                {
                    "id": assessed.scheme.id,
                    "name": assessed.scheme.name,
                    "verdict": assessed.verdict,
                    "reasons": [
                        {"outcome": reason.outcome, "kind": reason.rule.kind, "text": reason.say(language)}
                        for reason in assessed.reasons
                    ],
                }
                for assessed in self.schemes
            ],
            "sources": dict(self.rules.sources),
        }


@dataclass(frozen=True)
class _Wish:
    """What rules look at."""

    applicant: Applicant
    amount: int
    purpose: str
    day: date
    months: int | None


def assess(
    applicant: Applicant,
    amount: int,
    purpose: str,
    day: date,
    *,
    months: int | None = None,
    rule_sets: Sequence[RuleSet] | None = None,
) -> Assessment:
    """Every scheme of a day against one wish for a loan.

    Parameters
    ----------
    applicant : Applicant
    amount : int
        Rupiah, from 1 to 2**53 - 1; of a group, for all members together.
    purpose : {"working-capital", "investment"}
    day : date
        When it is applied for; it decides which rule set counts.
    months : int, optional
        How long the loan is to run.
    rule_sets : sequence of RuleSet, optional
        Left out, those that ship with the product.

    Returns
    -------
    Assessment

    Raises
    ------
    FinanceFaults
        Everything that cannot be, or that no rule set is known for the day.
    """
    faults = list(applicant.faults())
    if type(amount) is not int or not 1 <= amount <= LARGEST_AMOUNT:
        faults.append(FinanceFault("amount", {"text": str(amount), "least": 1, "most": LARGEST_AMOUNT}))
    if purpose not in PURPOSES:
        faults.append(FinanceFault("purpose", {"text": str(purpose), "choices": ", ".join(PURPOSES)}))
    if months is not None and (type(months) is not int or not 1 <= months <= LONGEST):
        faults.append(FinanceFault("months", {"text": str(months), "least": 1, "most": LONGEST}))
    refuse(faults)
    rules = rule_set_of(day, shipped_rule_sets() if rule_sets is None else rule_sets)
    wish = _Wish(applicant, amount, purpose, day, months)
    schemes = tuple(
        SchemeAssessment(scheme, _reasons(scheme, wish))
        for scheme in rules.schemes
        if scheme.first_day <= day <= scheme.last_day
    )
    return Assessment(rules, applicant, amount, purpose, day, months, schemes)


def _reasons(scheme: Scheme, wish: _Wish) -> tuple[Reason, ...]:
    reasons = []
    for rule in scheme.rules:
        if wish.applicant.kind in rule.applicants and wish.amount > rule.above:
            found = LOOKS[rule.kind](rule.values, wish)
            if found is not None:
                outcome, sentence, values = found
                reasons.append(Reason(rule, outcome, sentence, values))
    return tuple(reasons)


Look = Callable[[Mapping[str, Any], _Wish], tuple[Found, str, Mapping[str, object]] | None]


def _judged(name: str, passed: bool | None, **values: object) -> tuple[Found, str, Mapping[str, object]]:
    found: Found = "open" if passed is None else "met" if passed else "failed"
    return found, f"{name}-{found}", values


def _amount_over(rule: Mapping[str, Any], wish: _Wish) -> tuple[Found, str, Mapping[str, object]]:
    return _judged("amount-over", wish.amount > rule["value"], amount=wish.amount, value=rule["value"])


def _amount_from(rule: Mapping[str, Any], wish: _Wish) -> tuple[Found, str, Mapping[str, object]]:
    return _judged("amount-from", wish.amount >= rule["value"], amount=wish.amount, value=rule["value"])


def _amount_up_to(rule: Mapping[str, Any], wish: _Wish) -> tuple[Found, str, Mapping[str, object]]:
    """A group's loan may be counted for each member; where the rule does not say so, the bank does."""
    most, members = rule["value"], wish.applicant.members
    values = {"amount": wish.amount, "value": most, "per": rule["per"], "members": members or 0}
    if wish.amount <= most or wish.applicant.kind != "group":
        return _judged("amount-up-to", wish.amount <= most, **values)
    if members is None:
        return _judged("amount-up-to", None, **values)
    fits = wish.amount <= most * members
    if rule["per"] == "member":
        found, _, _ = _judged("", fits)
        return found, f"amount-members-{found}", values
    return ("bank", "amount-up-to-bank", values) if fits else _judged("amount-up-to", False, **values)


def _years_up_to(rule: Mapping[str, Any], wish: _Wish) -> tuple[Found, str, Mapping[str, object]] | None:
    if rule["purpose"] != wish.purpose:
        return None
    values = {
        "years": rule["value"],
        "purpose": wish.purpose,
        "months": wish.months or 0,
        "extended": rule.get("extended", 0),
    }
    if wish.months is None:
        return "told", "years-extended" if "extended" in rule else "years-told", values
    if rule["value"] * 12 < wish.months <= rule.get("extended", 0) * 12:
        return "bank", "years-bank", values
    return _judged("years", wish.months <= rule["value"] * 12, **values)


def _rate(rule: Mapping[str, Any], wish: _Wish) -> tuple[Found, str, Mapping[str, object]]:
    rates: tuple[Fraction, ...] = rule["percent"]
    if rule["basis"] == "conflict":
        return "bank", "rate-bank", {"rates": rates}
    if rule["basis"] == "year":
        return "told", "rate-year", {"dated": tuple(zip(rule["years"], rates, strict=True))}
    if rule["basis"] == "access":
        before = wish.applicant.accesses
        if before is None:
            return "told", "rate-access", {"rates": rates}
        return "told", "rate-told", {"rate": rates[min(before, len(rates) - 1)]}
    return "told", "rate-told", {"rate": rates[0]}


def _who(rule: Mapping[str, Any], wish: _Wish) -> tuple[Found, str, Mapping[str, object]]:
    kind = wish.applicant.kind
    if kind in rule["ask"]:
        return "bank", "who-bank", {"applicant": kind}
    return _judged("who", kind in rule["fits"], applicant=kind)


def _purposes(rule: Mapping[str, Any], wish: _Wish) -> tuple[Found, str, Mapping[str, object]]:
    return _judged("purposes", wish.purpose in rule["value"], purpose=wish.purpose)


def _fact(rule: Mapping[str, Any], wish: _Wish) -> tuple[Found, str, Mapping[str, object]]:
    name, reference = rule["fact"], wish.applicant.agreement
    if name == "agreement" and reference:
        return "met", "fact-agreement-shown", {"reference": reference}
    return _judged("fact", wish.applicant.fact(name), fact=name)


def _months_in_business(rule: Mapping[str, Any], wish: _Wish) -> tuple[Found, str, Mapping[str, object]]:
    have = wish.applicant.business_months
    passed = None if have is None else have >= rule["value"]
    return _judged("months-in-business", passed, count=rule["value"], have=have or 0)


def _turnover(rule: Mapping[str, Any], wish: _Wish) -> tuple[Found, str, Mapping[str, object]]:
    have = wish.applicant.turnover
    passed = None if have is None else have <= rule["value"]
    return _judged("turnover", passed, value=rule["value"], turnover=have or 0)


def _accesses(rule: Mapping[str, Any], wish: _Wish) -> tuple[Found, str, Mapping[str, object]] | None:
    have, sector = wish.applicant.accesses, wish.applicant.sector
    if sector is not None and sector != rule["sector"]:
        return None
    passed = None if have is None or (sector is None and have) else have < rule["value"]
    return _judged("accesses", passed, count=rule["value"], have=have or 0, sector=rule["sector"])


def _accesses_unlimited(rule: Mapping[str, Any], wish: _Wish) -> tuple[Found, str, Mapping[str, object]]:
    return "told", "accesses-unlimited", {}


def _collateral(rule: Mapping[str, Any], wish: _Wish) -> tuple[Found, str, Mapping[str, object]]:
    free = wish.amount <= rule["value"]
    return "told", "collateral-free" if free else "collateral-asked", {"value": rule["value"]}


def _provinces(rule: Mapping[str, Any], wish: _Wish) -> tuple[Found, str, Mapping[str, object]]:
    have = wish.applicant.province
    passed = None if have is None else have[:2] in rule["value"]
    return _judged("provinces", passed, names=", ".join(rule["value"]))


def _workers(rule: Mapping[str, Any], wish: _Wish) -> tuple[Found, str, Mapping[str, object]]:
    have = wish.applicant.workers
    passed = None if have is None else have >= rule["value"]
    return _judged("workers", passed, count=rule["value"], have=have or 0)


LOOKS: Mapping[str, Look] = {
    "amount-over": _amount_over,
    "amount-from": _amount_from,
    "amount-up-to": _amount_up_to,
    "years-up-to": _years_up_to,
    "rate": _rate,
    "who": _who,
    "purposes": _purposes,
    "fact": _fact,
    "months-in-business": _months_in_business,
    "turnover-up-to": _turnover,
    "accesses-up-to": _accesses,
    "accesses-unlimited": _accesses_unlimited,
    "collateral-free-up-to": _collateral,
    "provinces": _provinces,
    "workers-from": _workers,
}
"""Kind of rule -> how it is looked at; None where the rule has nothing to say here."""

MONEY = ("amount", "value", "turnover")
NAMED = ("applicant", "purpose", "per", "fact", "sector")
"""Values said by a phrase of their own."""


def _say(name: str, value: Any, language: Language) -> str:
    phrases = read_phrases(PACKAGE)
    if name in NAMED:
        return phrases.say(f"{name}-{value}", language)
    if name == "dated":
        return ", ".join(
            phrases.say("rate-of-year", language, rate=format_percent(float(rate), language), year=str(year))
            for year, rate in value
        )
    if name == "rates":
        return ", ".join(format_percent(float(rate), language) for rate in value)
    if isinstance(value, Fraction):
        return format_percent(float(value), language)
    if isinstance(value, int):
        return format_money(value, language) if name in MONEY else format_number(value, language)
    return str(value)
