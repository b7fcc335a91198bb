"""Write down that a step of an agreement was taken."""

from typing import Any

from jejaring.web.agreements.models import Agreement, AgreementStep
from jejaring.web.common import audit


def take_down(
    agreement: Agreement,
    verb: AgreementStep.Verb,
    by_id: int | None,
    actor: Any,
    role: str,
    *,
    reason: str = "",
) -> AgreementStep:
    """Write the step, the agreement as it now is, and the audit trail."""
    version = agreement.latest
    assert version is not None
    agreement.version += 1
    agreement.save()
    step = AgreementStep.objects.create(
        agreement=agreement,
        number=agreement.version,
        verb=verb,
        version=version,
        by_id=by_id,
        person=actor,
        role=role,
        digest=version.digest,
        reason=reason,
    )
    audit.record(
        f"agreement.{verb.name.lower()}",
        agreement,
        actor=actor,
        state=str(agreement.state),
        version=version.number,
    )
    return step
