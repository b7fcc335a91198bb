"""An assessment of every scheme of a day in lines, and as a file to keep."""

import json
from datetime import date
from pathlib import Path

from jejaring.cli.console import Speaker
from jejaring.cli.work.places import check_writable, named_as
from jejaring.finance.faults import PACKAGE
from jejaring.finance.kur import Applicant, Assessment, assess, read_folder, shipped_rule_sets
from jejaring.finance.kur.read import check_together
from jejaring.language import format_money, read_phrases

MARKS = {"met": "✓", "failed": "✗", "bank": "?", "open": "○", "told": "·"}


def tell_kur(
    speaker: Speaker,
    applicant: Applicant,
    amount: int,
    purpose: str,
    day: date,
    months: int | None,
    rules: Path | None,
    out: Path | None,
) -> int:
    """Tell what fits and why, and write it to `out` if that is a file; the exit status."""
    sets = shipped_rule_sets()
    if rules is not None:
        sets = check_together([*sets, *read_folder(rules)])
    assessment = assess(applicant, amount, purpose, day, months=months, rule_sets=sets)
    if out is not None:
        check_writable(out)
    _tell(speaker, assessment)
    if out is not None:
        with named_as(out):
            record = json.dumps(assessment.record(speaker.language), ensure_ascii=False, indent=1)
            out.write_text(record + "\n", encoding="utf-8")
        speaker.say("kur-written", path=out)
    return 0


def _tell(speaker: Speaker, assessment: Assessment) -> None:
    phrases, language, rules = read_phrases(PACKAGE), speaker.language, assessment.rules
    speaker.say(
        "kur-asked",
        amount=format_money(assessment.amount, language),
        purpose=phrases.say(f"purpose-{assessment.purpose}", language),
        applicant=phrases.say(f"applicant-{assessment.applicant.kind}", language),
        day=assessment.day,
    )
    speaker.say("kur-rules", title=rules.title, id=rules.id, first=rules.first_day)
    if not rules.first_day_verified:
        speaker.print(f"  {phrases.say('first-day-unverified', language)}")
    if rules.note:
        speaker.print(f"  {rules.note[language]}")
    cited: dict[str, None] = {}
    for assessed in assessment.schemes:
        speaker.print("")
        speaker.print(f"{assessed.scheme.name}: {phrases.say(f'verdict-{assessed.verdict}', language)}")
        for reason in assessed.reasons:
            speaker.print(f"  {MARKS[reason.outcome]} {reason.say(language)}")
            cited |= dict.fromkeys(reason.rule.sources)
    speaker.print("")
    speaker.say("kur-marks")
    speaker.say("kur-sources")
    for key in cited:
        speaker.print(f"  {key}: {rules.sources[key]}")
    speaker.print(phrases.say("kur-indication", language))
