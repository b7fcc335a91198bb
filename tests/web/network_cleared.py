"""Clearing rounds of the network: one that asks for consent, one that was posted."""

from django.utils import timezone

from jejaring.web.accounts.models import Person
from jejaring.web.agreements.models import Commitment
from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.money.ledger import enter, owe
from jejaring.web.money.models import Entry, Obligation, SetOff

Keys = dict[str, dict[str, int | str]]


def cleared(own: Cooperative, partner: Cooperative, by: Person) -> Keys:
    """What stands in each address about them."""
    today = timezone.localdate()
    opened = {"region": "32", "opened_by": by, "consent_until": today}
    asking = ClearingRound.objects.create(name="Perjumpaan contoh", **opened)
    posted = ClearingRound.objects.create(
        name="Perjumpaan lama",
        state=ClearingRound.State.POSTED,
        posted=timezone.now(),
        set_off=SetOff.objects.create(kind=SetOff.Kind.CLEARING, amount=2, on=today),
        claim="0" * 32,
        **opened,
    )
    posted.archive.parent.mkdir(parents=True, exist_ok=True)
    posted.archive.write_bytes(b"")
    Consent.objects.create(round=asking, cooperative=partner)
    consent = Consent.objects.create(round=asking, cooperative=own)
    neighbour = Cooperative.objects.create(name="Koperasi Contoh tetangga", region="32.05", example=True)
    promise = Commitment.objects.earliest("pk")
    debt = owe(kind=Obligation.Kind.DELIVERY, commitment=promise, on=today, due=today)
    debt.debtor = neighbour  # inside the territory, as the one it owes
    enter(debt, Entry.Kind.BILLED, 5000, on=today)
    before = Consent.objects.create(round=posted, cooperative=own, state=Consent.State.GIVEN)
    keys: Keys = {f"clearing:{name}": {"pk": asking.pk} for name in ("round", "compute", "cancel", "post")}
    keys |= {f"clearing:{name}": {"pk": posted.pk} for name in ("reverse", "files")}
    keys |= {f"clearing:{name}": {"pk": consent.pk} for name in ("consent", "give", "revoke")}
    keys |= {f"clearing:{name}": {"pk": before.pk} for name in ("statement-pdf", "statement-xlsx")}
    return keys | {"clearing:insolvency": {"key": own.pk}}
