"""Cash and loans of the network: an assessment that was kept, rules that were added."""

import re
from datetime import date
from decimal import Decimal
from importlib.resources import files

from jejaring.finance.kur import Applicant
from jejaring.web.accounts.models import Person
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.finance.actions import keep_assessment
from jejaring.web.finance.financing import Wish, content_of
from jejaring.web.finance.models import FinancingFile, RuleSetText

Keys = dict[str, dict[str, int | str]]
FOR_ALL = ("cash", "instalments", "kur", "files", "new-file")
"""Pages of a cooperative."""
LATEST = "2026-permenko-1-2026.toml"


def newer_rules(first_day: str = "2027-01-01", key: str = "aturan-2027") -> str:
    """The latest rule set with another day and name."""
    text = files("jejaring.finance").joinpath("data", "kur", LATEST).read_text("utf-8")
    text = re.sub(r"(?m)^first_day = .*", f"first_day = {first_day}", text, count=1)
    return re.sub(r'(?m)^id = ".*"', f'id = "{key}"', text, count=1)


def financed(own: Cooperative, by: Person, coordinator: Person) -> Keys:
    """What stands in each address about them."""
    kept = keep_assessment(
        actor=by, cooperative=own, applicant=Applicant("group"), amount=60_000_000,
        purpose="working-capital", day=date(2026, 6, 1),
    )  # fmt: skip
    added = RuleSetText.objects.create(
        key="aturan-2030", first_day=date(2030, 1, 1), text=newer_rules("2030-01-01", "aturan-2030"),
        person=coordinator,
    )  # fmt: skip
    wish = Wish("Bank Contoh", "Modal", 10_000_000, Decimal(6), 12, date(2026, 6, 1), ())
    content = content_of(own, wish, date(2026, 6, 1))
    file = FinancingFile.objects.create(
        cooperative=own, bank=wish.bank, purpose=wish.purpose, amount=wish.amount, content=content, person=by
    )
    keys: Keys = {f"finance:{name}": {"key": own.pk} for name in FOR_ALL}
    keys |= {f"finance:{name}": {"pk": file.pk} for name in ("file", "file-pdf", "revoke-file")}
    keys |= {f"finance:{name}": {"token": file.token} for name in ("shared", "shared-pdf")}
    return keys | {"finance:assessment": {"pk": kept.pk}, "finance:withdraw-rules": {"pk": added.pk}}
