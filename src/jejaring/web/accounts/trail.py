"""What happens to an account goes into the audit trail: who came in and how, what was changed about that.

Failed tries are kept too, under the account that was tried; where there is no such account the log tells.
No password, code, number or address is written down.
"""

import logging
from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import Signal
from django.http import HttpRequest

from jejaring.web.accounts.models import Person
from jejaring.web.common import audit

log = logging.getLogger("jejaring.accounts")
DONE: dict[str, Signal] = {
    "account.signed-up": account.user_signed_up,
    "account.signed-out": user_logged_out,
    "account.password-set": account.password_set,
    "account.password-changed": account.password_changed,
    "account.password-reset": account.password_reset,
    "account.address-added": account.email_added,
    "account.address-changed": account.email_changed,
    "account.address-removed": account.email_removed,
    "account.second-factor-added": mfa.authenticator_added,
    "account.second-factor-removed": mfa.authenticator_removed,
    "account.second-factor-renewed": mfa.authenticator_reset,
}
FAILED: dict[str, Signal] = {
    "account.code-refused": account.login_code_rejected,
    "account.reset-refused": account.password_reset_code_rejected,
    "account.second-factor-refused": mfa.authentication_failed,
}


def begin() -> None:
    """Called once, when the site starts."""
    for verb, signal in DONE.items():
        signal.connect(_kept(verb, by_themselves=True), weak=False, dispatch_uid=verb)
    for verb, signal in FAILED.items():
        signal.connect(_kept(verb, by_themselves=False), weak=False, dispatch_uid=verb)
    account.user_logged_in.connect(_signed_in, dispatch_uid="account.signed-in")
    user_login_failed.connect(_not_signed_in, dispatch_uid="account.sign-in-refused")


def tell(verb: str, person: Person, *, by_themselves: bool = True, **detail: Any) -> None:
    """One row; by nobody where it is not known that it was the person."""
    with transaction.atomic():
        audit.record(verb, person, actor=person if by_themselves else None, **detail)


def _kept(verb: str, *, by_themselves: bool) -> Any:
    def heard(user: Any = None, **_more: Any) -> None:
        if isinstance(user, Person):
            tell(verb, user, by_themselves=by_themselves)
        elif not by_themselves:
            log.warning("%s", verb)

    return heard


def _signed_in(request: HttpRequest, user: Person, **_more: Any) -> None:
    ways = [str(each.get("type") or each.get("method")) for each in get_authentication_records(request, user)]
    tell("account.signed-in", user, ways=ways)


def _not_signed_in(credentials: dict[str, Any], **_more: Any) -> None:
    names = {name: credentials[name] for name in ("email", "phone") if credentials.get(name)}
    person = Person.objects.filter(**names).first() if names else None
    if person is None:
        log.warning("sign-in refused: no such account")
    else:
        tell("account.sign-in-refused", person, by_themselves=False)
