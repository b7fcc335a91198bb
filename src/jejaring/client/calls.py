"""A call for each operation that takes a body; made by tools/client_shapes.py.

`key` is an idempotency key of your own, `seen` the `etag` of the state that you have seen. All raise Refused.
"""

from collections.abc import Mapping
from typing import Any

from jejaring.client import bodies
from jejaring.client.asking import Jejaring, Thing


def listings_create(site: Jejaring, body: bodies.ListingIn, *, key: str = "") -> Thing:
    """Write a listing down."""
    return site.post("/listings", body, key=key)


def listings_change(site: Jejaring, id: int, body: bodies.ListingTerms, *, seen: str) -> Thing:
    """Change its terms."""
    return site.patch(f"/listings/{id}", body, seen=seen)


def cooperatives_enter(site: Jejaring, body: bodies.CooperativeIn, *, key: str = "") -> Thing:
    """A coordinator enters a cooperative of their territory."""
    return site.post("/cooperatives", body, key=key)


def cooperatives_change(site: Jejaring, id: int, body: bodies.CooperativeChange, *, seen: str) -> Thing:
    """Change what the register says."""
    return site.patch(f"/cooperatives/{id}", body, seen=seen)


def cooperatives_tell(site: Jejaring, id: int, body: bodies.FactIn, *, key: str = "") -> Thing:
    """Tell a dated fact; told again for the same day by the same source, it is put right."""
    return site.post(f"/cooperatives/{id}/facts", body, key=key)


def cooperatives_settle(
    site: Jejaring, id: int, mismatch: int, body: bodies.Settling, *, key: str = ""
) -> Thing:
    """Say which of two registers is right."""
    return site.post(f"/cooperatives/{id}/mismatches/{mismatch}", body, key=key)


def imports_name_columns(
    site: Jejaring, id: int, body: bodies.ColumnsIn, *, seen: str, key: str = ""
) -> Thing:
    """Say which column tells what, and find out what the file would change."""
    return site.post(f"/imports/{id}/columns", body, seen=seen, key=key)


def proposals_refuse(site: Jejaring, id: int, body: bodies.Reason, *, seen: str, key: str = "") -> Thing:
    """Say no, and why."""
    return site.post(f"/proposals/{id}/refuse", body, seen=seen, key=key)


def proposals_send(site: Jejaring, id: int, body: bodies.ProposalIn, *, key: str = "") -> Thing:
    """Propose a trade about a listing."""
    return site.post(f"/listings/{id}/proposals", body, key=key)


def proposals_counter(site: Jejaring, id: int, body: bodies.TermsIn, *, seen: str, key: str = "") -> Thing:
    """Other terms instead."""
    return site.post(f"/proposals/{id}/counter", body, seen=seen, key=key)


def proposals_write(site: Jejaring, id: int, body: bodies.MessageIn, *, key: str = "") -> Thing:
    """Write to the other party."""
    return site.post(f"/proposals/{id}/messages", body, key=key)


def agreements_amend(site: Jejaring, id: int, body: bodies.AgreementIn, *, seen: str) -> Thing:
    """Other words: a new version, signed anew by all."""
    return site.patch(f"/agreements/{id}", body, seen=seen)


def agreements_decline(site: Jejaring, id: int, body: bodies.Reason, *, seen: str, key: str = "") -> Thing:
    """Say no, and why."""
    return site.post(f"/agreements/{id}/decline", body, seen=seen, key=key)


def agreements_write(site: Jejaring, id: int, body: bodies.AgreementIn, *, key: str = "") -> Thing:
    """Write down what an accepted proposal says, as a draft; written once, then told."""
    return site.post(f"/proposals/{id}/agreement", body, key=key)


def shipments_dispute(site: Jejaring, id: int, body: bodies.Reason, *, seen: str, key: str = "") -> Thing:
    """The receipt is not right, and why."""
    return site.post(f"/shipments/{id}/dispute", body, seen=seen, key=key)


def shipments_recall(site: Jejaring, id: int, body: bodies.Reason, *, seen: str, key: str = "") -> Thing:
    """It did not leave after all, and why."""
    return site.post(f"/shipments/{id}/recall", body, seen=seen, key=key)


def deliveries_send(site: Jejaring, id: int, body: bodies.Shipping, *, key: str = "") -> Thing:
    """Something of it leaves."""
    return site.post(f"/orders/{id}/shipments", body, key=key)


def deliveries_finish(site: Jejaring, id: int, body: bodies.Finishing, *, seen: str, key: str = "") -> Thing:
    """No more is awaited of it."""
    return site.post(f"/orders/{id}/finish", body, seen=seen, key=key)


def deliveries_receive(site: Jejaring, id: int, body: bodies.Receiving, *, seen: str, key: str = "") -> Thing:
    """What arrived; of a delivery that was received before, another receipt in its stead."""
    return site.post(f"/shipments/{id}/receive", body, seen=seen, key=key)


def money_pay_together(site: Jejaring, body: bodies.PayingTogether, *, key: str = "") -> Thing:
    """The payer says that one payment pays several bills of one payee, the first due first."""
    return site.post("/payments", body, key=key)


def bills_dispute(site: Jejaring, id: int, body: bodies.Reason, *, seen: str, key: str = "") -> Thing:
    """The debtor does not stand by it, and why."""
    return site.post(f"/bills/{id}/dispute", body, seen=seen, key=key)


def payments_refuse(site: Jejaring, id: int, body: bodies.Reason, *, seen: str, key: str = "") -> Thing:
    """It did not come, and why one thinks so."""
    return site.post(f"/payments/{id}/refuse", body, seen=seen, key=key)


def money_pay(site: Jejaring, id: int, body: bodies.Paying, *, seen: str, key: str = "") -> Thing:
    """The payer says that it, or a part of it, is paid."""
    return site.post(f"/bills/{id}/payments", body, seen=seen, key=key)


def finance_cash(site: Jejaring, id: int, body: bodies.CashSaid, *, key: str = "") -> Thing:
    """Say how much there is today."""
    return site.post(f"/cooperatives/{id}/cash", body, key=key)


def finance_make_financing_file(site: Jejaring, id: int, body: bodies.FinancingIn, *, key: str = "") -> Thing:
    """Take everything down for one bank, for those who sign."""
    return site.post(f"/cooperatives/{id}/financing-files", body, key=key)


def finance_say_tax_status(site: Jejaring, id: int, body: bodies.TaxStatusIn, *, key: str = "") -> Thing:
    """Say whether it is, for those who sign."""
    return site.post(f"/cooperatives/{id}/tax-status", body, key=key)


def finance_tell_insolvency(site: Jejaring, id: int, body: bodies.InsolvencyIn, *, key: str = "") -> Thing:
    """Say that it is in insolvency, or no longer."""
    return site.post(f"/cooperatives/{id}/insolvency", body, key=key)


def credit_assess(site: Jejaring, id: int, body: bodies.AssessmentIn, *, key: str = "") -> Thing:
    """Ask which KUR fits; every scheme of the day with every reason is kept."""
    return site.post(f"/cooperatives/{id}/assessments", body, key=key)


def credit_add_rules(site: Jejaring, body: bodies.RuleSetIn, *, key: str = "") -> Thing:
    """A coordinator of the country adds one; from its first day on it counts."""
    return site.post("/credit-rules", body, key=key)


def rounds_open_round(site: Jejaring, body: bodies.RoundIn, *, key: str = "") -> Thing:
    """A coordinator opens a round."""
    return site.post("/rounds", body, key=key)


def rounds_cancel(site: Jejaring, id: int, body: bodies.Reason, *, seen: str, key: str = "") -> Thing:
    """Give it up, and say why."""
    return site.post(f"/rounds/{id}/cancel", body, seen=seen, key=key)


def parts_decline(site: Jejaring, id: int, body: bodies.Reason, *, seen: str, key: str = "") -> Thing:
    """Leave the part, and say why."""
    return site.post(f"/parts/{id}/decline", body, seen=seen, key=key)


def clearing_open_clearing(site: Jejaring, body: bodies.ClearingIn, *, key: str = "") -> Thing:
    """A coordinator opens a clearing round."""
    return site.post("/clearings", body, key=key)


def clearings_reverse(site: Jejaring, id: int, body: bodies.Reason, *, seen: str, key: str = "") -> Thing:
    """Take it back, and say why."""
    return site.post(f"/clearings/{id}/reverse", body, seen=seen, key=key)


def clearings_cancel(site: Jejaring, id: int, body: bodies.Reason, *, seen: str, key: str = "") -> Thing:
    """Give it up, and say why."""
    return site.post(f"/clearings/{id}/cancel", body, seen=seen, key=key)


def inbox_read(site: Jejaring, body: bodies.Seen, *, key: str = "") -> Thing:
    """Remember that these were read."""
    return site.post("/inbox/read", body, key=key)


def webhooks_make(site: Jejaring, body: bodies.WebhookIn, *, key: str = "") -> Thing:
    """Be told at an address from now on. Messages are signed as Standard Webhooks lays down."""
    return site.post("/webhooks", body, key=key)


def valueflows_take(site: Jejaring, body: Mapping[str, Any], *, key: str = "") -> Thing:
    """Take a document in, each thing by itself; what is known already changes nothing."""
    return site.post("/valueflows", body, key=key)
